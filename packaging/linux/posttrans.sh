# Last of all, when the files of an older version are gone as well: compiled for whichever Python is
# here, by hash, as packages give every file one time.
find /usr/lib/notereel -type d -name __pycache__ -prune -exec rm -rf {} +
find /usr/lib/notereel -depth -type d -empty -delete
/usr/bin/python3 -I -S -m compileall -q -f --invalidation-mode unchecked-hash \
    /usr/lib/notereel || echo "notereel: not all of it could be compiled; it will start slower." >&2

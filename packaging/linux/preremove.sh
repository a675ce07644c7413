# What posttrans compiled goes with the last version.
if [ "$1" = 0 ]; then
    find /usr/lib/notereel -type d -name __pycache__ -prune -exec rm -rf {} +
fi

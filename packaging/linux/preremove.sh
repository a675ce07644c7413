# What posttrans compiled goes with the last version.
if [ "$1" = 0 ]; then
    find /usr/lib/notereel -type d -name __pycache__ -prune -exec rm -rf {} +
    echo "Notereel leaves what its users own: settings in ~/.config/notereel, bookmarks and other"
    echo "data in ~/.local/share/notereel, kept videos in ~/.cache/notereel or where they were moved."
fi

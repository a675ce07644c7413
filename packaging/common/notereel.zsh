#compdef notereel
# Completion for notereel(1) in zsh.

local -a verbs=(
    'open:show the window'
    'render:print the page of a note as HTML'
    'check:list what is doubtful in notes'
    'fetch:download videos into the cache'
    'cache:the kept videos'
    'export:take moments or bookmarks along'
    'downloader:yt-dlp, and a newer one'
    'commands:list every command and its keys'
    'doctor:what is installed, what is missing'
)
if (( CURRENT == 2 )); then
    _describe verb verbs
    _files
    return
fi
local verb=$words[2]
shift words
(( CURRENT-- ))
case $verb in
    open)
        _arguments '--at[go to this time]:time:' '--video[play this file]:file:_files' \
            '--run[commands to run]:commands:' '--screenshot[save a picture]:file:_files' '*:note:_files'
        ;;
    cache) _arguments '1:deed:(list where verify import pin unpin remove collect)' '--json' '*:file:_files' ;;
    downloader) _arguments '1:deed:(list update install back)' '--json' '*:file:_files' ;;
    fetch) _arguments '--height[no larger picture]:pixels:' '--yes' '--json' '*:note:_files' ;;
    *) _arguments '--json[print one JSON document]' '*:note:_files' ;;
esac

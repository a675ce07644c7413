#compdef notereel
# Completion for notereel(1) in zsh.

# made by `python packaging/manual.py`
local _notereel_known='|open|render|check|fetch|cache|cache list|cache where|cache verify|cache pin|cache unpin|cache remove|cache collect|cache move|cache import|export|downloader|downloader update|downloader install|downloader back|downloader list|commands|doctor|'
_notereel_takes() {
    case $1 in
        '')
            names=(
                'open:show the window (also with no verb)'
                'render:print a note'"'"'s page as HTML'
                'check:list what is doubtful in notes'
                'fetch:download videos into the cache'
                'cache:look after the kept videos'
                'export:take a note'"'"'s moments or bookmarks along'
                'downloader:see and renew yt-dlp and deno'
                'commands:list every command and its keys'
                'doctor:what is installed, what is missing'
            )
            arguments=(
                '--help[show this help message and exit]'
                '--version[show program'"'"'s version number and exit]'
                '--at[go to this time, such as 1:02]:TIME:'
                '--video[play this file for the note]:FILE:_files'
                '--run[run commands in this order]:"cmd; cmd":'
                '--screenshot[save a picture, and quit]:FILE:_files'
                '--new-window[do not use the open one]'
                '::NOTE, VAULT or notereel\:…:_files'
            )
            ;;
        'open')
            arguments=(
                '--help[show this help message and exit]'
                '--at[go to this time, such as 1:02]:TIME:'
                '--video[play this file for the note]:FILE:_files'
                '--run[run commands in this order]:"cmd; cmd":'
                '--screenshot[save a picture, and quit]:FILE:_files'
                '--new-window[do not use the open one]'
                '::NOTE, VAULT or notereel\:…:_files'
            )
            ;;
        'render')
            arguments=(
                '--help[show this help message and exit]'
                '--json[print one JSON document]'
                ':NOTE:_files'
            )
            ;;
        'check')
            arguments=(
                '--help[show this help message and exit]'
                '--duration[the video'"'"'s length in ms]:MS:'
                '--json[print one JSON document]'
                '*:NOTE or FOLDER:_files'
            )
            ;;
        'fetch')
            arguments=(
                '--help[show this help message and exit]'
                '--height[no more than N pixels high]:N:'
                '--yes[load several without a question]'
                '--json[print one JSON document]'
                '*:NOTE, ID, ADDRESS or FOLDER:_files'
            )
            ;;
        'cache')
            names=(
                'list:list what is kept'
                'where:print the file kept for an id'
                'verify:read all of it again, and put aside what is damaged'
                'pin:never let these videos go by themselves'
                'unpin:let these videos go like others'
                'remove:delete these videos'
                'collect:delete what stopped downloads have left behind'
                'move:move the cache to another folder'
                'import:keep files you have'
            )
            arguments=(
                '--help[show this help message and exit]'
            )
            ;;
        'cache list')
            arguments=(
                '--help[show this help message and exit]'
                '--json[print one JSON document]'
            )
            ;;
        'cache where')
            arguments=(
                '--help[show this help message and exit]'
                '--json[print one JSON document]'
                ':ID:'
            )
            ;;
        'cache verify')
            arguments=(
                '--help[show this help message and exit]'
                '--json[print one JSON document]'
                '*:ID:'
            )
            ;;
        'cache pin')
            arguments=(
                '--help[show this help message and exit]'
                '--json[print one JSON document]'
                '*:ID:'
            )
            ;;
        'cache unpin')
            arguments=(
                '--help[show this help message and exit]'
                '--json[print one JSON document]'
                '*:ID:'
            )
            ;;
        'cache remove')
            arguments=(
                '--help[show this help message and exit]'
                '--json[print one JSON document]'
                '*:ID:'
            )
            ;;
        'cache collect')
            arguments=(
                '--help[show this help message and exit]'
                '--json[print one JSON document]'
            )
            ;;
        'cache move')
            arguments=(
                '--help[show this help message and exit]'
                '--json[print one JSON document]'
                ':FOLDER:_files'
            )
            ;;
        'cache import')
            arguments=(
                '--help[show this help message and exit]'
                '--json[print one JSON document]'
                '--id[the video'"'"'s id; else it is read from \[ID\] in the name]:ID:'
                '--copy[share nothing with the file]'
                '--link[only point at the file]'
                '*:FILE or FOLDER:_files'
            )
            ;;
        'export')
            arguments=(
                '--help[show this help message and exit]'
                '--as[the form; anki, cards with picture and sound, needs --out]:FORM:(markdown csv webvtt anki)'
                '--out[write it there, not to stdout]:FILE:_files'
                '--bookmarks[its video'"'"'s bookmarks instead]'
                '--video[cut the cards out of this file]:FILE:_files'
                '--json[print one JSON document]'
                ':NOTE:_files'
            )
            ;;
        'downloader')
            names=(
                'update:fetch a newer one'
                'install:take a newer one from its wheels'
                'back:use the one before again'
                'list:list those that are here'
            )
            arguments=(
                '--help[show this help message and exit]'
                '--json[print one JSON document]'
            )
            ;;
        'downloader update')
            arguments=(
                '--help[show this help message and exit]'
                '--nightly[the newest of all, tried least]'
                '--json[print one JSON document]'
            )
            ;;
        'downloader install')
            arguments=(
                '--help[show this help message and exit]'
                '--json[print one JSON document]'
                '*:FILE:_files'
            )
            ;;
        'downloader back')
            arguments=(
                '--help[show this help message and exit]'
                '--json[print one JSON document]'
                '::TOOL:(yt-dlp deno)'
            )
            ;;
        'downloader list')
            arguments=(
                '--help[show this help message and exit]'
                '--json[print one JSON document]'
            )
            ;;
        'commands')
            arguments=(
                '--help[show this help message and exit]'
                '--json[print one JSON document]'
            )
            ;;
        'doctor')
            arguments=(
                '--help[show this help message and exit]'
                '--json[print one JSON document]'
            )
            ;;
    esac
}
# end of what is made

local verb= each
local -a names arguments
local -i index last=1 found=1
for (( index = 2; index < CURRENT; index++ )); do
    each=$words[index]
    if [[ -z $verb && $_notereel_known != *"|$each|"* ]]; then
        verb=open
        break
    fi
    [[ $each == -* ]] && continue
    [[ $_notereel_known == *"|${verb:+$verb }$each|"* ]] || break
    verb=${verb:+$verb }$each
    last=index
done
_notereel_takes "$verb"
# What _arguments looks at begins with the verb.
words=(notereel "${(@)words[last+1,-1]}")
(( CURRENT -= last - 1 ))
if (( $#names )) && [[ $PREFIX != -* ]]; then
    _describe -t verbs verb names && found=0
fi
_arguments "$arguments[@]" && found=0
return found

# Completion for notereel(1) in fish.

function __notereel_at -d 'whether the verbs typed so far are these'
    set -l words (commandline -opc)
    set -e words[1]
    set -l verb ''
    for each in $words
        if test -z "$verb"; and not contains -- "$each" $__notereel_known
            set verb open
            break
        end
        string match -q -- '-*' "$each"; and continue
        contains -- (string trim -- "$verb $each") $__notereel_known; or break
        set verb (string trim -- "$verb $each")
    end
    test "$verb" = "$argv"
end

complete -c notereel -f
# made by `python packaging/manual.py`
set -g __notereel_known 'open' 'render' 'check' 'fetch' 'cache' 'cache list' 'cache where' 'cache verify' 'cache pin' 'cache unpin' 'cache remove' 'cache collect' 'cache move' 'cache import' 'export' 'downloader' 'downloader update' 'downloader install' 'downloader back' 'downloader list' 'commands' 'doctor'
complete -c notereel -n "__notereel_at ''" -a open -d 'show the window (also with no verb)'
complete -c notereel -n "__notereel_at ''" -a render -d 'print a note'"'"'s page as HTML'
complete -c notereel -n "__notereel_at ''" -a check -d 'list what is doubtful in notes'
complete -c notereel -n "__notereel_at ''" -a fetch -d 'download videos into the cache'
complete -c notereel -n "__notereel_at ''" -a cache -d 'look after the kept videos'
complete -c notereel -n "__notereel_at ''" -a export -d 'take a note'"'"'s moments or bookmarks along'
complete -c notereel -n "__notereel_at ''" -a downloader -d 'see and renew yt-dlp and deno'
complete -c notereel -n "__notereel_at ''" -a commands -d 'list every command and its keys'
complete -c notereel -n "__notereel_at ''" -a doctor -d 'what is installed, what is missing'
complete -c notereel -n "__notereel_at ''" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at ''" -l version -d 'show program'"'"'s version number and exit'
complete -c notereel -n "__notereel_at ''" -l at -x -d 'go to this time, such as 1:02'
complete -c notereel -n "__notereel_at ''" -l video -r -F -d 'play this file for the note'
complete -c notereel -n "__notereel_at ''" -l run -x -d 'run commands in this order'
complete -c notereel -n "__notereel_at ''" -l screenshot -r -F -d 'save a picture, and quit'
complete -c notereel -n "__notereel_at ''" -l new-window -d 'do not use the open one'
complete -c notereel -n "__notereel_at ''" -F
complete -c notereel -n "__notereel_at 'open'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'open'" -l at -x -d 'go to this time, such as 1:02'
complete -c notereel -n "__notereel_at 'open'" -l video -r -F -d 'play this file for the note'
complete -c notereel -n "__notereel_at 'open'" -l run -x -d 'run commands in this order'
complete -c notereel -n "__notereel_at 'open'" -l screenshot -r -F -d 'save a picture, and quit'
complete -c notereel -n "__notereel_at 'open'" -l new-window -d 'do not use the open one'
complete -c notereel -n "__notereel_at 'open'" -F
complete -c notereel -n "__notereel_at 'render'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'render'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'render'" -F
complete -c notereel -n "__notereel_at 'check'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'check'" -l duration -x -d 'the video'"'"'s length in ms'
complete -c notereel -n "__notereel_at 'check'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'check'" -F
complete -c notereel -n "__notereel_at 'fetch'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'fetch'" -l height -x -d 'no more than N pixels high'
complete -c notereel -n "__notereel_at 'fetch'" -l yes -d 'load several without a question'
complete -c notereel -n "__notereel_at 'fetch'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'fetch'" -F
complete -c notereel -n "__notereel_at 'cache'" -a list -d 'list what is kept'
complete -c notereel -n "__notereel_at 'cache'" -a where -d 'print the file kept for an id'
complete -c notereel -n "__notereel_at 'cache'" -a verify -d 'read all of it again, and put aside what is damaged'
complete -c notereel -n "__notereel_at 'cache'" -a pin -d 'never let these videos go by themselves'
complete -c notereel -n "__notereel_at 'cache'" -a unpin -d 'let these videos go like others'
complete -c notereel -n "__notereel_at 'cache'" -a remove -d 'delete these videos'
complete -c notereel -n "__notereel_at 'cache'" -a collect -d 'delete what stopped downloads have left behind'
complete -c notereel -n "__notereel_at 'cache'" -a move -d 'move the cache to another folder'
complete -c notereel -n "__notereel_at 'cache'" -a import -d 'keep files you have'
complete -c notereel -n "__notereel_at 'cache'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'cache list'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'cache list'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'cache where'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'cache where'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'cache verify'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'cache verify'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'cache pin'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'cache pin'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'cache unpin'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'cache unpin'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'cache remove'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'cache remove'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'cache collect'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'cache collect'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'cache move'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'cache move'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'cache move'" -F
complete -c notereel -n "__notereel_at 'cache import'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'cache import'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'cache import'" -l id -x -d 'the video'"'"'s id; else it is read from [ID] in the name'
complete -c notereel -n "__notereel_at 'cache import'" -l copy -d 'share nothing with the file'
complete -c notereel -n "__notereel_at 'cache import'" -l link -d 'only point at the file'
complete -c notereel -n "__notereel_at 'cache import'" -F
complete -c notereel -n "__notereel_at 'export'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'export'" -l as -x -a 'markdown csv webvtt anki' -d 'the form; anki, cards with picture and sound, needs --out'
complete -c notereel -n "__notereel_at 'export'" -l out -r -F -d 'write it there, not to stdout'
complete -c notereel -n "__notereel_at 'export'" -l bookmarks -d 'its video'"'"'s bookmarks instead'
complete -c notereel -n "__notereel_at 'export'" -l video -r -F -d 'cut the cards out of this file'
complete -c notereel -n "__notereel_at 'export'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'export'" -F
complete -c notereel -n "__notereel_at 'downloader'" -a update -d 'fetch a newer one'
complete -c notereel -n "__notereel_at 'downloader'" -a install -d 'take a newer one from its wheels'
complete -c notereel -n "__notereel_at 'downloader'" -a back -d 'use the one before again'
complete -c notereel -n "__notereel_at 'downloader'" -a list -d 'list those that are here'
complete -c notereel -n "__notereel_at 'downloader'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'downloader'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'downloader update'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'downloader update'" -l nightly -d 'the newest of all, tried least'
complete -c notereel -n "__notereel_at 'downloader update'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'downloader install'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'downloader install'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'downloader install'" -F
complete -c notereel -n "__notereel_at 'downloader back'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'downloader back'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'downloader back'" -a 'yt-dlp deno'
complete -c notereel -n "__notereel_at 'downloader list'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'downloader list'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'commands'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'commands'" -l json -d 'print one JSON document'
complete -c notereel -n "__notereel_at 'doctor'" -l help -d 'show this help message and exit'
complete -c notereel -n "__notereel_at 'doctor'" -l json -d 'print one JSON document'
# end of what is made

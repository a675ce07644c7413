# Completion for notereel(1) in bash.

# made by `python packaging/manual.py`
_notereel_known='|open|render|check|fetch|cache|cache list|cache where|cache verify|cache pin|cache unpin|cache remove|cache collect|cache move|cache import|export|downloader|downloader update|downloader install|downloader back|downloader list|commands|doctor|'
_notereel_takes() {
    case $1 in
        '') names='open render check fetch cache export downloader commands doctor' options='--help --version --at --video --run --screenshot --new-window' files=yes ;;
        'open') names='' options='--help --at --video --run --screenshot --new-window' files=yes ;;
        'open --at') names='' options='' files= ;;
        'open --video') names='' options='' files=yes ;;
        'open --run') names='' options='' files= ;;
        'open --screenshot') names='' options='' files=yes ;;
        'render') names='' options='--help --json' files=yes ;;
        'check') names='' options='--help --duration --json' files=yes ;;
        'check --duration') names='' options='' files= ;;
        'fetch') names='' options='--help --height --yes --json' files=yes ;;
        'fetch --height') names='' options='' files= ;;
        'cache') names='list where verify pin unpin remove collect move import' options='--help' files= ;;
        'cache list') names='' options='--help --json' files= ;;
        'cache where') names='' options='--help --json' files= ;;
        'cache verify') names='' options='--help --json' files= ;;
        'cache pin') names='' options='--help --json' files= ;;
        'cache unpin') names='' options='--help --json' files= ;;
        'cache remove') names='' options='--help --json' files= ;;
        'cache collect') names='' options='--help --json' files= ;;
        'cache move') names='' options='--help --json' files=yes ;;
        'cache import') names='' options='--help --json --id --copy --link' files=yes ;;
        'cache import --id') names='' options='' files= ;;
        'export') names='' options='--help --as --out --bookmarks --video --json' files=yes ;;
        'export --as') names='markdown csv webvtt anki' options='' files= ;;
        'export --out') names='' options='' files=yes ;;
        'export --video') names='' options='' files=yes ;;
        'downloader') names='update install back list' options='--help --json' files= ;;
        'downloader update') names='' options='--help --nightly --json' files= ;;
        'downloader install') names='' options='--help --json' files=yes ;;
        'downloader back') names='yt-dlp deno' options='--help --json' files= ;;
        'downloader list') names='' options='--help --json' files= ;;
        'commands') names='' options='--help --json' files= ;;
        'doctor') names='' options='--help --json' files= ;;
    esac
}
# end of what is made

_notereel() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local verb='' each names='' options='' files=''
    for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        if [[ -z $verb && $_notereel_known != *"|$each|"* ]]; then
            verb=open
            break
        fi
        [[ $each == -* ]] && continue
        [[ $_notereel_known == *"|${verb:+$verb }$each|"* ]] || break
        verb=${verb:+$verb }$each
    done
    _notereel_takes "$verb"
    _notereel_takes "$verb $before"
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
        return
    fi
    mapfile -t COMPREPLY < <(compgen -W "$names" -- "$word")
    if [ -n "$files" ]; then
        compopt -o filenames
        mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -F _notereel notereel

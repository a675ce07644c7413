# Completion for notereel(1) in bash.

_notereel() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]}
    local verbs="open render check fetch cache export downloader commands doctor"
    local options="--json --help"
    case $before in
        --at | --height | --duration | --id | --run) return ;;
        --video | --screenshot)
            compopt -o filenames
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
    esac
    case $verb in
        open) options="--at --video --run --screenshot --help" ;;
        fetch) options="--height --yes --json --help" ;;
        check) options="--duration --json --help" ;;
    esac
    if [ "$COMP_CWORD" = 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "$verbs --version --help" -- "$word")
    elif [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    elif [ "$verb" = cache ] && [ "$COMP_CWORD" = 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W \
            "list where verify import pin unpin remove collect" -- "$word")
    elif [ "$verb" = downloader ] && [ "$COMP_CWORD" = 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W "list update install back" -- "$word")
    fi
    if [ ${#COMPREPLY[@]} = 0 ] || [ "$COMP_CWORD" = 1 ]; then
        compopt -o filenames
        mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -F _notereel notereel

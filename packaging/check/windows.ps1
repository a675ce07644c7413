# Proves the installer on a real Windows: windows.ps1 -Setup Notereel-…-setup-x64.exe
#
# NOT RUN WHERE IT WAS WRITTEN (see packaging/ci/windows.yml). Installs silently, plays the sample
# and other kinds of film, looks at pictures of the screen, hands over, upgrades and uninstalls.
# Needs ffmpeg for the other films, and leaves pictures in the current folder.
param([Parameter(Mandatory)] [string] $Setup)

$ErrorActionPreference = "Stop"
$program = "$env:LOCALAPPDATA\Programs\Notereel"
$data = "$env:LOCALAPPDATA\notereel"
$sample = "$program\app\viewer\resources\sample"
$note = "$sample\why_tides_come_twice_a_day.md"
$failures = 0

function Check([string] $what, [scriptblock] $deed) {
    try { $isWell = & $deed | Select-Object -Last 1 } catch { Write-Host $_; $isWell = $false }
    if ($isWell) { Write-Host "ok      $what" } else { Write-Host "FAILED  $what"; $script:failures++ }
}

function Until([int] $seconds, [scriptblock] $isSo) {
    $end = (Get-Date).AddSeconds($seconds)
    while ((Get-Date) -lt $end) {
        if (& $isSo) { return $true }
        Start-Sleep -Milliseconds 200
    }
    return $false
}

function Run([string] $file, [string[]] $words) {
    $running = Start-Process $file $words -PassThru -Wait
    return $running.ExitCode
}

# The console's one, for what it says.
function Say([string[]] $words) {
    $out = New-TemporaryFile; $err = New-TemporaryFile
    $running = Start-Process "$program\notereel.com" $words -PassThru -Wait -NoNewWindow `
        -RedirectStandardOutput $out -RedirectStandardError $err
    return @{ Code = $running.ExitCode; Out = (Get-Content $out -Raw); Err = (Get-Content $err -Raw) }
}

function Windows { Get-Process notereel -ErrorAction SilentlyContinue | Where-Object MainWindowTitle }

# How many colours a part of a picture has: a film has many more than a pane without one.
function Colours([string] $file) {
    Add-Type -AssemblyName System.Drawing
    $picture = [System.Drawing.Bitmap]::FromFile($file)
    $seen = [System.Collections.Generic.HashSet[int]]::new()
    for ($x = [int]($picture.Width * 0.62); $x -lt $picture.Width - 10; $x += 4) {
        for ($y = 80; $y -lt 380; $y += 4) { [void] $seen.Add($picture.GetPixel($x, $y).ToArgb()) }
    }
    $picture.Dispose()
    return $seen.Count
}

function Plays([string] $name, [string[]] $more) {
    $words = @("open", "`"$note`"") + $more
    foreach ($wait in 2000, 3500) {
        $picture = "$PWD\$name-$wait.png"
        $said = Say ($words + @("--run", "`"seek_moment 2; wait $wait`"", "--screenshot", "`"$picture`""))
        if ($said.Code -ne 0 -or $said.Err) { Write-Host $said.Err; return $false }
        if ((Colours $picture) -lt 60) { Write-Host "$name shows no film"; return $false }
    }
    # It moved on between the two.
    return (Get-FileHash "$PWD\$name-2000.png").Hash -ne (Get-FileHash "$PWD\$name-3500.png").Hash
}

Check "it installs silently" { (Run $Setup @("/S")) -eq 0 }
Check "all of it is compiled" {
    (Get-ChildItem "$program\app\viewer" -Recurse -Filter *.py).Count -eq
    (Get-ChildItem "$program\app\viewer" -Recurse -Filter *.pyc).Count
}
Check "the cache of libVLC's plugins was made" { Test-Path "$program\app\vlc\plugins\plugins.dat" }
Check "no plugin is under the GPL" {
    -not (Get-ChildItem "$program\app\vlc\plugins" -Recurse -Include *x264*, *x265*, *dvd*, *lua*)
}
Check "the Start menu's entry has the taskbar's name of the window" {
    $menu = (New-Object -ComObject Shell.Application).Namespace("$env:APPDATA\Microsoft\Windows\Start Menu\Programs")
    $menu.ParseName("Notereel.lnk").ExtendedProperty("System.AppUserModel.ID") -eq "org.notereel.Notereel"
}
Check "doctor finds all that is needed" {
    $said = Say @("doctor")
    Write-Host $said.Out
    $said.Code -eq 0 -and -not $said.Err
}
Check "the sample plays" { Plays "sample" @() }
$film = (Get-ChildItem -LiteralPath $sample -Filter *.mp4).FullName
if (Get-Command ffmpeg -ErrorAction SilentlyContinue) {
    ffmpeg -v error -y -ss 30 -t 20 -i $film -vf scale=640:-2 -c:v libvpx-vp9 -deadline realtime -c:a libopus vp9.webm
    ffmpeg -v error -y -ss 30 -t 20 -i $film -vf scale=640:-2 -c:v libsvtav1 -preset 10 -c:a aac av1.mp4
    ffmpeg -v error -y -ss 30 -t 20 -i $film -vf scale=640:-2 -c:v libx264 -c:a libmp3lame h264.mkv
    foreach ($kind in "vp9.webm", "av1.mp4", "h264.mkv") {
        Check "$kind plays" { Plays $kind @("--video", "`"$PWD\$kind`"") }
    }
} else {
    Write-Host "ffmpeg is not here, so only the sample was played."
    $failures++
}

Check "the window opens" {
    Start-Process "$program\notereel.exe"
    Until 40 { @(Windows).Count -eq 1 }
}
Check "an address is followed, into the same window" {
    Start-Process "notereel:open?note=the_tidal_force.md"
    (Until 20 { (Windows).MainWindowTitle -like "The tidal force*" }) -and @(Windows).Count -eq 1
}
Check "an installation over it is refused" { (Run $Setup @("/S")) -eq 2 -and (Test-Path "$program\app\launch.py") }
Check "killed, it is the first again at the next start" {
    Get-Process notereel | Stop-Process -Force
    Start-Process "$program\notereel.exe"
    Until 40 { @(Windows).Count -eq 1 }
}
Check "it closes" { [void] (Windows).CloseMainWindow(); Until 20 { -not (Get-Process notereel -ErrorAction SilentlyContinue) } }
Check "its log is empty" { -not (Test-Path "$data\Logs\notereel.log") }

New-Item "$program\app\site\old.py", "$program\mine.txt" -Force | Out-Null
Check "it installs over itself" { (Run $Setup @("/S")) -eq 0 }
Check "nothing old is left" { -not (Test-Path "$program\app\site\old.py") -and (Test-Path "$program\mine.txt") }
$kept = (Get-ChildItem $data -Recurse -File).Count
Check "it uninstalls" {
    [void] (Run "$program\uninstall.exe" @("/S"))
    Until 60 { -not (Test-Path "$program\uninstall.exe") -and -not (Test-Path "$program\app") }
}
Check "nothing of ours is left" {
    -not (Test-Path "HKCU:\Software\Notereel") -and -not (Test-Path "HKCU:\Software\Classes\notereel") -and
    -not (Test-Path "$env:APPDATA\Microsoft\Windows\Start Menu\Programs\Notereel.lnk")
}
Check "all of the user's is left" { (Get-ChildItem $data -Recurse -File).Count -eq $kept -and (Test-Path "$program\mine.txt") }

Write-Host "$failures failed"
exit [int]($failures -ne 0)

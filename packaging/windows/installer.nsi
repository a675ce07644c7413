; The installer for Windows: for one person, without rights of an administrator, silent with /S.
;
; Everything of ours lies in $INSTDIR\app, but for the two launchers and the uninstaller. An upgrade
; unpacks beside it and swaps, so what is there is the old or the new and never both; whatever else
; lies in $INSTDIR is a person's own (a portable one's data, say) and is never touched.
; build.py defines VERSION, NUMBERS, OUT, ICON, APP_ID, KIBIBYTES; files.nsh lists what is unpacked.

Unicode true
Target amd64-unicode
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID /FINAL lzma
  SetCompressorDictSize 64
!endif
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
Name "Notereel"
BrandingText "Notereel ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Notereel"
InstallDirRegKey HKCU "Software\Notereel" "InstallDir"

!include MUI2.nsh
!include LogicLib.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh
!include WinVer.nsh
!include x64.nsh

!define CLASSES "Software\Classes"
!define CAPABILITIES "Software\Notereel\Capabilities"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Notereel"
!define APP_PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths\notereel.exe"
!define NOTE "Notereel.Note"
!define SHORTCUT "$SMPROGRAMS\Notereel.lnk"
!define IN_USE "Notereel is running. Close its window, then try again."
!define KEPT "Your notes were not touched. What you made (bookmarks, marks, settings) and the \
videos you kept are still in $KeptIn, videos that you moved where you moved them. Delete that \
folder if you want none of it."

Var KeptIn

VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "Notereel"
VIAddVersionKey "FileDescription" "Installs Notereel"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "The Notereel authors"
VIAddVersionKey "LegalCopyright" "The Notereel authors; MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "Notereel shows your notes on one side and their video on the other; \
every time in a note is a key to the video. It works offline.$\r$\n$\r$\nIt is installed for you \
alone. An older version is replaced; your notes, bookmarks and settings stay.$\r$\n$\r$\n$_CLICK"
!define MUI_FINISHPAGE_RUN "$INSTDIR\notereel.exe"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Notereel will be removed. Your notes, what you made and the \
videos you kept stay: they lie in $KeptIn."
!define MUI_UNFINISHPAGE_NOAUTOCLOSE
!define MUI_FINISHPAGE_TEXT "Notereel is installed. It is in the Start menu.$\r$\n$\r$\nTo open \
your notes with it by a click, choose it for .md files under Settings, Default apps."
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "${KEPT}"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "English"

; Abort with a sentence; silent ones end with 2, and have changed nothing.
!macro AskAgainIfInUse UN
Function ${UN}AskAgainIfInUse
  again:
  ${If} ${FileExists} "$INSTDIR\app\python\${PYTHON_DLL}"
    ClearErrors
    FileOpen $0 "$INSTDIR\app\python\${PYTHON_DLL}" a
    ${If} ${Errors}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${IN_USE}" /SD IDCANCEL IDRETRY again
      SetErrorLevel 2
      Abort "${IN_USE}"
    ${EndIf}
    FileClose $0
  ${EndIf}
FunctionEnd
!macroend
!insertmacro AskAgainIfInUse ""
!insertmacro AskAgainIfInUse "un."

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_ICONSTOP "Notereel needs a 64-bit Windows 10 or newer." /SD IDOK
    SetErrorLevel 2
    Abort
  ${EndIf}
FunctionEnd

; Where a person's own things lie: viewer/paths.py has the rule.
Function un.onInit
  ${If} ${FileExists} "$INSTDIR\portable"
    StrCpy $KeptIn "$INSTDIR\notereel-home"
  ${Else}
    StrCpy $KeptIn "$LOCALAPPDATA\notereel"
  ${EndIf}
FunctionEnd

; Make room for the new: what is there goes aside, and comes back if that is all that could be done.
Function Swap
  again:
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\app\*.*"
    Rename "$INSTDIR\app" "$INSTDIR\app.old"
  ${EndIf}
  ${IfNot} ${Errors}
    Rename "$INSTDIR\app.new" "$INSTDIR\app"
    ${If} ${Errors}
      Rename "$INSTDIR\app.old" "$INSTDIR\app"
      SetErrors
    ${EndIf}
  ${EndIf}
  ${If} ${Errors}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${IN_USE}" /SD IDCANCEL IDRETRY again
    RMDir /r "$INSTDIR\app.new"
    SetErrorLevel 2
    Abort "${IN_USE}"
  ${EndIf}
  RMDir /r "$INSTDIR\app.old"
FunctionEnd

; The taskbar keeps window and entry together by the identity that both of them name.
Function MakeShortcut
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IShellLink::SetPath} $0 '("$INSTDIR\notereel.exe")'
    ${IShellLink::SetDescription} $0 '("Study from notes made of long videos")'
    ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r1)'
    ${If} $1 P<> 0
      System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r2'
      System::Call '*(&w64 "${APP_ID}")p.r4'
      System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,p r4)p.r3'
      ${IPropertyStore::SetValue} $1 '($2,$3)'
      ${IPropertyStore::Commit} $1 ""
      System::Free $2
      System::Free $3
      System::Free $4
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Save} $1 '("${SHORTCUT}",1)'
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
FunctionEnd

Section
  Call AskAgainIfInUse
  RMDir /r "$INSTDIR\app.old"
  RMDir /r "$INSTDIR\app.new"
  SetOverwrite on
  ClearErrors
  !include "files.nsh"
  ${If} ${Errors}
    SetOutPath "$INSTDIR"
    RMDir /r "$INSTDIR\app.new"
    SetErrorLevel 2
    Abort "Not all of Notereel could be written. Is the disk full?"
  ${EndIf}
  SetOutPath "$INSTDIR"
  Call Swap
  File "root\notereel.exe"
  File "root\notereel.com"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  DetailPrint "Preparing a quick start…"
  nsExec::Exec '"$INSTDIR\app\python\python.exe" -I -S -m compileall -q "$INSTDIR\app\viewer" "$INSTDIR\app\site"'
  Pop $0
  ${If} ${FileExists} "$INSTDIR\app\vlc\vlc-cache-gen.exe"
    ; It knows each plugin by its time and place, so not before they are where they stay.
    nsExec::Exec '"$INSTDIR\app\vlc\vlc-cache-gen.exe" "$INSTDIR\app\vlc\plugins"'
    Pop $0
  ${EndIf}
  Call MakeShortcut

  WriteRegStr HKCU "Software\Notereel" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${APP_PATHS}" "" "$INSTDIR\notereel.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Notereel"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\notereel.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Notereel authors"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KIBIBYTES}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1

  ; notereel: addresses
  WriteRegStr HKCU "${CLASSES}\notereel" "" "URL:Notereel"
  WriteRegStr HKCU "${CLASSES}\notereel" "URL Protocol" ""
  WriteRegStr HKCU "${CLASSES}\notereel\DefaultIcon" "" "$INSTDIR\notereel.exe,0"
  WriteRegStr HKCU "${CLASSES}\notereel\shell\open\command" "" '"$INSTDIR\notereel.exe" open -- "%1"'

  ; Markdown: it can be chosen, and whoever opens it now goes on doing so.
  WriteRegStr HKCU "${CLASSES}\${NOTE}" "" "Markdown note"
  WriteRegStr HKCU "${CLASSES}\${NOTE}" "AppUserModelID" "${APP_ID}"
  WriteRegStr HKCU "${CLASSES}\${NOTE}\DefaultIcon" "" "$INSTDIR\notereel.exe,0"
  WriteRegStr HKCU "${CLASSES}\${NOTE}\shell\open\command" "" '"$INSTDIR\notereel.exe" open -- "%1"'
  WriteRegNone HKCU "${CLASSES}\.md\OpenWithProgids" "${NOTE}"
  WriteRegNone HKCU "${CLASSES}\.markdown\OpenWithProgids" "${NOTE}"
  WriteRegStr HKCU "${CAPABILITIES}" "ApplicationName" "Notereel"
  WriteRegStr HKCU "${CAPABILITIES}" "ApplicationDescription" "Study from notes made of long videos"
  WriteRegStr HKCU "${CAPABILITIES}\FileAssociations" ".md" "${NOTE}"
  WriteRegStr HKCU "${CAPABILITIES}\FileAssociations" ".markdown" "${NOTE}"
  WriteRegStr HKCU "${CAPABILITIES}\UrlAssociations" "notereel" "notereel"
  WriteRegStr HKCU "Software\RegisteredApplications" "Notereel" "${CAPABILITIES}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  Call un.AskAgainIfInUse
  Delete "${SHORTCUT}"
  RMDir /r "$INSTDIR\app"
  Delete "$INSTDIR\notereel.exe"
  Delete "$INSTDIR\notereel.com"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "${APP_PATHS}"
  DeleteRegKey HKCU "Software\Notereel"
  DeleteRegKey HKCU "${CLASSES}\notereel"
  DeleteRegKey HKCU "${CLASSES}\${NOTE}"
  DeleteRegValue HKCU "${CLASSES}\.md\OpenWithProgids" "${NOTE}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.md\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.md"
  DeleteRegValue HKCU "${CLASSES}\.markdown\OpenWithProgids" "${NOTE}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.markdown\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.markdown"
  DeleteRegValue HKCU "Software\RegisteredApplications" "Notereel"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  DetailPrint "${KEPT}"
SectionEnd

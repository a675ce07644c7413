/* Starts Notereel: loads the Python that lies beside it and has that run app\launch.py.
 *
 * Built twice: notereel.exe for the desktop, and notereel.com (CONSOLE), which a terminal takes
 * first, waits for, and shows the words of. Nothing of other Pythons on the machine counts: -I -S.
 */
#include <windows.h>
#include <shlobj.h>
#include <stdio.h>
#include <wchar.h>

#define LONGEST 32768
#define OURS 6

typedef int (*Main)(int, wchar_t **);

static wchar_t folder[LONGEST], library[LONGEST], script[LONGEST];

static int fail(const wchar_t *sentence)
{
#ifdef CONSOLE
    fwprintf(stderr, L"%ls\n", sentence);
#else
    MessageBoxW(NULL, sentence, L"Notereel", MB_ICONERROR);
#endif
    return 2;
}

static int find_folder(void)
{
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST - 64);
    wchar_t *end = length && length < LONGEST - 64 ? wcsrchr(folder, L'\\') : NULL;
    if (!end)
        return 0;
    *end = 0;
    return 1;
}

static int run(int count, wchar_t **words)
{
    if (!find_folder())
        return fail(L"Notereel lies in a folder whose name is too long. Install it elsewhere.");
    /* The current folder may be a vault that somebody sent: no library is taken from there. */
    SetDllDirectoryW(L"");
    SetCurrentProcessExplicitAppUserModelID(L"" APP_ID);
    swprintf(library, LONGEST, L"%ls\\app\\python\\" PYTHON_DLL, folder);
    swprintf(script, LONGEST, L"%ls\\app\\launch.py", folder);
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    Main start = python ? (Main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!start)
        return fail(L"A part of Notereel is missing or damaged. Install it again; "
                    L"your notes and what you made are kept elsewhere.");
    wchar_t **all = calloc(count + OURS, sizeof *all);
    wchar_t *ours[OURS] = {words[0], L"-I", L"-S", L"-X", L"utf8", script};
    if (!all)
        return fail(L"There is no memory left.");
    memcpy(all, ours, sizeof ours);
    memcpy(all + OURS, words + 1, (count - 1) * sizeof *all);
    return start(count - 1 + OURS, all);
}

#ifdef CONSOLE
int wmain(int count, wchar_t **words)
{
    return run(count, words);
}
#else
int WINAPI wWinMain(HINSTANCE here, HINSTANCE before, LPWSTR line, int shown)
{
    int count;
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &count);
    (void)here, (void)before, (void)line, (void)shown;
    return words ? run(count, words) : fail(L"There is no memory left.");
}
#endif

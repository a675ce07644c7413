/* Contents/MacOS/Notereel: the app's process is ours and not “python”, so that the dock, the menus
   and the system's questions name it. It runs launch.py by the Python that lies in Frameworks. */

#include <Python.h>
#include <limits.h>
#include <mach-o/dyld.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char contents[PATH_MAX];

static const char *below(const char *place) {
    static char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", contents, place);
    return path;
}

static void die_if(PyStatus status) {
    if (PyStatus_Exception(status)) Py_ExitStatusException(status);
}

int main(int argc, char **argv) {
    char self[PATH_MAX];
    uint32_t size = sizeof self;
    if (_NSGetExecutablePath(self, &size) != 0 || realpath(self, contents) == NULL) return 1;
    for (int up = 0; up < 2; up++) *strrchr(contents, '/') = '\0';

    setenv("PYTHON_VLC_LIB_PATH", below("Frameworks/vlc/lib/libvlc.dylib"), 1);
    setenv("NOTEREEL_BUNDLED_VLC", "yes", 1);
    unsetenv("PYTHON_VLC_MODULE_PATH");
    unsetenv("VLC_PLUGIN_PATH");

    PyPreConfig early;
    PyPreConfig_InitIsolatedConfig(&early);
    early.utf8_mode = 1;
    die_if(Py_PreInitialize(&early));

    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    config.site_import = 0;
    config.write_bytecode = 0; /* The app is signed: nothing may be written into it. */
    die_if(PyConfig_SetBytesString(&config, &config.home, below("Frameworks/python")));
    /* Children are started by the plain interpreter: they have no place in the dock. */
    die_if(PyConfig_SetBytesString(&config, &config.executable,
                                   below("Frameworks/python/bin/python3.11")));
    die_if(PyConfig_SetBytesString(&config, &config.run_filename,
                                   below("Resources/notereel/launch.py")));
    die_if(PyConfig_SetBytesArgv(&config, argc, argv));
    die_if(Py_InitializeFromConfig(&config));
    PyConfig_Clear(&config);
    return Py_RunMain();
}

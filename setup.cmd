@echo off
rem Shared by run.cmd and test.cmd: makes .venv from a lock file (%1), unless it is made from that one.
setlocal
set "here=%~dp0"
set "lock=%here%%~1"
set "marker=%here%.venv\%~1.installed"
if exist "%marker%" fc /b "%marker%" "%lock%" >nul 2>nul && exit /b 0
set "python="
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "python=py -3"
if not defined python python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "python=python"
if not defined python (
    echo Python 3.11 or newer is needed. Get it from python.org or the Microsoft Store, then start again. 1>&2
    exit /b 1
)
echo Setting up ^(once, a minute or two^) ... 1>&2
if not exist "%here%.venv\Scripts\python.exe" %python% -m venv "%here%.venv" || exit /b 1
"%here%.venv\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "%lock%" || exit /b 1
copy /y "%lock%" "%marker%" >nul
exit /b 0

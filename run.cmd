@echo off
rem Opens Coordinator, or runs one of its commands: run.cmd import sign-ups.csv
setlocal
set "here=%~dp0"
call "%here%setup.cmd" constraints.txt || exit /b 1
set "PYTHONPATH=%here%;%PYTHONPATH%"
set PYTHONSAFEPATH=1
"%here%.venv\Scripts\python.exe" -m coordinator %*
exit /b %errorlevel%

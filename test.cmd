@echo off
rem Checks everything: format, lint, types, import rules, tests. Arguments go to pytest; --all also runs what takes long,
rem and takes a skipped test for a failed one.
setlocal
set "here=%~dp0"
call "%here%setup.cmd" constraints-dev.txt || exit /b 1
cd /d "%here%"
set "PYTHONPATH=%here%"
set "bin=%here%.venv\Scripts"
"%bin%\ruff.exe" format --check --quiet . || exit /b 1
"%bin%\ruff.exe" check --quiet . || exit /b 1
"%bin%\mypy.exe" || exit /b 1
"%bin%\lint-imports.exe" || exit /b 1
"%bin%\python.exe" -m pytest -q %*
exit /b %errorlevel%

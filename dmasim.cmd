@echo off
rem Starts the command line; builds it when need be.
dotnet run --project "%~dp0src\Cli" -c Release -v q -- %*

using DmaActors.Lab.Inputs;

namespace DmaActors.Cli.CommandLine;

/// <summary>Whatever happens, the user gets an answer: no stack trace, but where to find it.</summary>
internal static class Guard
{
    public static int Run(Invocation invocation, Func<int> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var file = exception is FileNotFoundException { FileName: { } name } ? name : "";
            return invocation.Answer.Unfinished(new InputError(file, 0, 0, "", exception.Message, "files and directories that can be read and written, and room for them"));
        }
        catch (Exception exception)
        {
            return invocation.Answer.Fault(exception, invocation.OutDirectory);
        }
    }
}

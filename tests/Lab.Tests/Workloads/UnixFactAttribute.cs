namespace DmaActors.Lab.Tests.Workloads;

/// <summary>A fact about files as Unix has them, and, unless the superuser may have a part in it, about their permissions. Where it cannot be tried it is skipped, and the test run says why.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute(bool isForSuperuser = true)
    {
        if (OperatingSystem.IsWindows())
            Skip = "Windows has no such files";
        else if (!isForSuperuser && Environment.IsPrivilegedProcess)
            Skip = "the superuser may read and write everything";
    }
}

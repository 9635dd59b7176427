namespace DmaActors.Report.Tests.Browsing;

/// <summary>A fact that needs a browser: without one it is skipped, and the test run says why.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Program is null)
            Skip = "there is no chromium on this system: `apt-get install chromium`, or ./test as root, installs it";
    }
}

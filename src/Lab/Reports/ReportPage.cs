using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;

namespace DmaActors.Lab.Reports;

/// <summary>Writes a report as one HTML file: it needs no network and no other file. Every text that is not ours is escaped.</summary>
public static class ReportPage
{
    public static void Write(Report report, TextWriter writer)
    {
        var page = Resource("page.html");
        var parts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["{{title}}"] = Escape($"{report.Outcome.Word}: {report.Title}"),
            ["{{style}}"] = Resource("page.css"),
            ["{{body}}"] = Body(report),
            ["{{runs}}"] = RunData.Of(report.Violations.Where(violation => violation.Run is not null)),
            ["{{script}}"] = Resource("page.js"),
        };

        // In the order of the page, so that what a part contains is never taken for the place of another.
        var rest = page.AsSpan();
        foreach (var (place, text) in parts)
        {
            var at = rest.IndexOf(place, StringComparison.Ordinal);
            writer.Write(rest[..at]);
            writer.Write(text);
            rest = rest[(at + place.Length)..];
        }

        writer.Write(rest);
    }

    private static string Body(Report report)
    {
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<header><h1>{Escape(report.Title)}</h1>");
        body.Append(CultureInfo.InvariantCulture, $"<p class=\"outcome {report.Outcome.Kind.ToString().ToLowerInvariant()}\"><strong>{Escape(report.Outcome.Word)}</strong>: {Escape(report.Outcome.Text)}.</p>");
        body.Append(CultureInfo.InvariantCulture, $"<p class=\"dim mono\">{Escape(report.Scenario)}, seed {report.Seed}</p></header>\n<main>\n");
        AppendContents(body, report);
        var viewer = 0;
        for (var i = 0; i < report.Violations.Count; i++)
            AppendViolation(body, report.Violations[i], i + 1, report.Violations[i].Run is null ? null : viewer++);
        AppendFigures(body, report);
        body.Append(CultureInfo.InvariantCulture, $"</main>\n<footer>dmasim {Escape(report.Version)}</footer>");
        return body.ToString();
    }

    private static void AppendContents(StringBuilder body, Report report)
    {
        if (report.Violations.Count < 2)
            return;
        body.Append("<nav aria-label=\"violations\"><ol>");
        for (var i = 0; i < report.Violations.Count; i++)
            body.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#violation-{i + 1}\">{Escape($"{report.Violations[i].Rule} {report.Violations[i].Where}")}</a></li>");
        body.Append("</ol></nav>\n");
    }

    private static void AppendViolation(StringBuilder body, ReportedViolation violation, int number, int? viewer)
    {
        body.Append(CultureInfo.InvariantCulture, $"<section class=\"violation-section\" id=\"violation-{number}\">");
        body.Append(CultureInfo.InvariantCulture, $"<h2>{Escape(violation.Title is null ? violation.Rule : $"{violation.Rule} {violation.Title}")}</h2>");
        body.Append(CultureInfo.InvariantCulture, $"<p class=\"sentence\">{Escape(violation.Sentence)}</p><dl>");
        AppendFact(body, "what", $"{violation.Where}, step {violation.Step}: {violation.Text}");
        foreach (var race in violation.Races)
            AppendFact(body, "race", race.Text);
        foreach (var line in violation.Blocked)
            AppendFact(body, "at the end", line);
        AppendFact(body, "manual", violation.Manual);
        AppendFact(body, "cure", violation.Cure);
        AppendFact(body, "smallest run", violation.Smallest);
        if (violation.Replay is { } replay)
            body.Append(CultureInfo.InvariantCulture, $"<dt>replay</dt><dd><code>{Escape(replay)}</code></dd>");
        body.Append("</dl>");
        if (viewer is { } index)
        {
            body.Append(CultureInfo.InvariantCulture, $"<p class=\"dim hint\"><kbd>\u2190</kbd> <kbd>\u2192</kbd> <kbd>Home</kbd> <kbd>End</kbd> go through the run.{RaceHint(violation)} \u2716 is where it was seen that something is wrong.</p>");
            body.Append(CultureInfo.InvariantCulture, $"<div class=\"viewer\" data-run=\"{index}\"></div><noscript><p>The diagram of the run needs JavaScript.</p></noscript>");
        }

        body.Append("</section>\n");
    }

    private static string RaceHint(ReportedViolation violation) => violation.Races.Count == 0 ? "" : " 1 and 2 are the steps that race: the other way round nothing is wrong.";

    private static void AppendFigures(StringBuilder body, Report report)
    {
        body.Append("<section><h2>Figures</h2><dl>");
        foreach (var (label, value) in report.Figures)
            AppendFact(body, label, value);
        body.Append("</dl></section>\n");
    }

    private static void AppendFact(StringBuilder body, string label, string? text)
    {
        if (text is not null)
            body.Append(CultureInfo.InvariantCulture, $"<dt>{Escape(label)}</dt><dd>{Escape(text)}</dd>");
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }
}

namespace DmaActors.Lab.Reports.Exports;

/// <summary>In what form a run is given to another program.</summary>
public enum ExportFormat
{
    /// <summary>A sequence diagram for Mermaid.</summary>
    Mermaid,

    /// <summary>A trace for Perfetto and chrome://tracing (Trace Event Format).</summary>
    Perfetto,

    /// <summary>A list of steps for scripts.</summary>
    Json,
}

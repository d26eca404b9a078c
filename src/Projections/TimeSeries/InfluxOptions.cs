namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>Where InfluxDB is and how to speak to it.</summary>
public sealed record InfluxOptions
{
    /// <summary>Address of the HTTP API.</summary>
    public required Uri Url { get; init; }

    /// <summary>Database (1.x) or bucket (2.x).</summary>
    public string Database { get; init; } = "miyagi";

    /// <summary>API token of a 2.x or 3.x server; null speaks the 1.x API.</summary>
    public string? Token { get; init; }

    /// <summary>Organisation of a 2.x server; null where none is asked for.</summary>
    public string? Organisation { get; init; }

    /// <summary>User of a 1.x server with authentication; null without.</summary>
    public string? User { get; init; }

    /// <summary>Password of <see cref="User"/>.</summary>
    public string? Password { get; init; }
}

namespace MiyagiSensing.Api.Live;

/// <summary>The JSON of an <c>update</c> event.</summary>
internal sealed record LiveMessage
{
    /// <summary>Position up to which the client is told; also the event's id. 0 in the message that opens a fresh stream.</summary>
    public required long Position { get; init; }

    /// <summary>Newest values of series, each series at most once.</summary>
    public required IReadOnlyList<LiveMessageValue> Values { get; init; }

    /// <summary>Stations whose alerts may have changed.</summary>
    public required IReadOnlyList<string> AlertsChanged { get; init; }

    /// <summary>Stations whose devices may have gone online or offline.</summary>
    public required IReadOnlyList<string> DevicesChanged { get; init; }

    /// <summary>True when there is nothing to tell.</summary>
    internal bool IsEmpty => Values.Count == 0 && AlertsChanged.Count == 0 && DevicesChanged.Count == 0;
}

using MiyagiSensing.Simulators.Load;

namespace MiyagiSensing.Bench.EndToEnd;

/// <summary>What a run came to.</summary>
public sealed record BenchReport
{
    /// <summary>PUBLISHes on their way at once, for each connection.</summary>
    public required int Window { get; init; }

    /// <summary>The load generator's own books.</summary>
    public required LoadReport Load { get; init; }

    /// <summary>Readings of the load in the event store.</summary>
    public required long Committed { get; init; }

    /// <summary>Journal blocks that hold them.</summary>
    public required long Blocks { get; init; }

    /// <summary>Points of the load in InfluxDB.</summary>
    public required long InInfluxDb { get; init; }

    /// <summary>Seconds from the last acknowledgement until each projection had taken in everything, by projection; -1 when it had not within a minute.</summary>
    public required IReadOnlyDictionary<string, double> SecondsToStep { get; init; }

    /// <summary>From PUBLISH to the newest value in the read model, under this load.</summary>
    public required Latency ToReadModel { get; init; }

    /// <summary>From PUBLISH to the point in InfluxDB, under this load.</summary>
    public required Latency ToInfluxDb { get; init; }

    /// <summary>Readings of the probe that were not seen within half a minute.</summary>
    public required int Unseen { get; init; }

    /// <summary>Processor time and memory.</summary>
    public required IReadOnlyList<ProcessUsage> Processes { get; init; }

    /// <summary>Bytes of the event store's tables and indexes for each reading.</summary>
    public required double EventStoreBytesPerReading { get; init; }

    /// <summary>Bytes of the history by series and day for each reading; 0 before it is first written.</summary>
    public required double HistoryBytesPerReading { get; init; }

    /// <summary>Bytes of InfluxDB's files for each point, before and after compaction as it happens to be; null when its folder is not known.</summary>
    public required double? InfluxDbBytesPerPoint { get; init; }

    /// <summary>The same load on mosquitto; null when it was not asked for.</summary>
    public LoadReport? Mosquitto { get; init; }
}

using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Unit.Ingest;

/// <summary>Readings and messages for the intake's tests.</summary>
internal static class TestReadings
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);
    private static readonly ReadingSource River = new("river-1", "main");
    private static readonly MetricSet Stage = new("stage");

    public static Reading At(
        DateTimeOffset measuredAt, double value = 1.5, ReadingSource? source = null, MetricSet? metrics = null, double[]? values = null,
        IdentityKind identity = IdentityKind.Time, long? sequence = null, string decoder = "json/1") => new()
        {
            Source = source ?? River,
            Metrics = metrics ?? Stage,
            Values = values ?? [value],
            MeasuredAt = measuredAt,
            ReceivedAt = Noon,
            Identity = identity,
            Sequence = sequence,
            Decoder = decoder,
        };

    public static TestMessage Message(params Reading[] readings) => new()
    {
        Device = readings.FirstOrDefault()?.Source.Device ?? "river-1",
        ReceivedAt = Noon,
        PayloadBytes = 50,
        Readings = readings,
    };

    public static TestMessage DeadLetter(string device) => new() { Device = device, ReceivedAt = Noon, PayloadBytes = 10, DeadLettered = 1 };
}

using System.Text;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Gateway.Decoding;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Decoding;

/// <summary>Decoding as a device of domain <c>river</c>, whose metric <c>stage</c> has the sentinels -999 and -9999.</summary>
internal static class Decode
{
    public static DateTimeOffset Arrival { get; } = new(2026, 11, 21, 0, 0, 0, 123, TimeSpan.Zero);

    public static TelemetryDecoder Decoder() => new(
        "river-1",
        "river",
        new MissingValues([new MetricDefinition { Domain = "river", Name = "stage", Title = new LocalText("", ""), Unit = "m", DisplayUnit = "m", Sentinels = [-999, -9999] }]));

    public static DecodedPayload Run(string payload) => Decoder().Decode(Encoding.UTF8.GetBytes(payload), Arrival);

    public static Reading One(string payload)
    {
        var decoded = Run(payload);
        Assert.Empty(decoded.Faults);
        return Assert.Single(decoded.Readings);
    }

    public static PayloadFault Fault(string payload)
    {
        var decoded = Run(payload);
        Assert.Empty(decoded.Readings);
        return Assert.Single(decoded.Faults);
    }
}

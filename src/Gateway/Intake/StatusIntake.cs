using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Gateway.Decoding;
using MiyagiSensing.Gateway.Status;

namespace MiyagiSensing.Gateway.Intake;

/// <summary>What is stored of a status: that the device is there or gone, and its battery as a reading.</summary>
internal static class StatusIntake
{
    private static readonly MetricSet Battery = new("battery");

    /// <summary>The event. A battery voltage that means "missing" is left out.</summary>
    public static IDomainEvent ToEvent(StatusReport report, Arrival arrival, MissingValues missing, bool isWill)
    {
        var battery = report.Battery is { } volts ? Screen(volts, arrival, missing) : double.NaN;
        return report.Online
            ? new DeviceOnline
            {
                Device = arrival.Session.Device,
                At = arrival.At,
                Firmware = report.Firmware,
                Battery = double.IsNaN(battery) ? null : battery,
            }
            : new DeviceOffline { Device = arrival.Session.Device, At = arrival.At, Reason = isWill ? "will" : "announced" };
    }

    /// <summary>The battery as a reading of sensor <c>main</c>; none when the status does not state it.</summary>
    public static IReadOnlyList<Reading> ToReadings(StatusReport report, Arrival arrival, MissingValues missing) => report.Battery is not { } volts
        ? []
        :
        [
            new Reading
            {
                Source = new ReadingSource(arrival.Session.Device, ReadingSource.DefaultSensor),
                Metrics = Battery,
                Values = [Screen(volts, arrival, missing)],
                MeasuredAt = report.MeasuredAt ?? arrival.At,
                ReceivedAt = arrival.At,
                Clock = report.MeasuredAt is null ? ClockTrust.Ours : ClockTrust.Synchronised,
                Identity = report.MeasuredAt is null ? IdentityKind.None : IdentityKind.Time,
                Decoder = TelemetryDecoder.Name,
            },
        ];

    private static double Screen(double volts, Arrival arrival, MissingValues missing) =>
        new MetricName(Battery[0], missing.Of(arrival.Session.Domain, Battery[0])).Screen(volts);
}

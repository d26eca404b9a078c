using System.Globalization;
using System.Text;

namespace MiyagiSensing.Chaos.Load;

/// <summary>
/// A gauge with several sensors and metrics: each turn an array of readings, one ms apart, whose values swing across the alert limits. Its clock can be set wrong for a while.
/// </summary>
internal sealed class GaugeVoice(string device, string[] sensors, GaugeMetric[] metrics, int readings, long ahead, Random random) : Voice
{
    private long _last;
    private long _count;

    /// <summary>What is wrong with its clock, at this moment.</summary>
    public WrongClock Clock { get; set; }

    public override IEnumerable<Message> Speak(long now)
    {
        var clock = Clock;
        var first = Math.Max(_last + 1, now + ahead - readings + 1);
        _last = first + readings - 1;
        var shift = ShiftOf(clock, now);
        var reason = ReasonOf(clock);
        var payload = new StringBuilder("[");
        List<Fact> facts = new(readings * metrics.Length);
        for (var i = 0; i < readings; i++, _count++)
        {
            var (instant, sensor) = (first + i + shift, sensors[_count % sensors.Length]);
            payload.Append(i > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{{\"ts\":{instant},\"sensor\":\"{sensor}\",\"m\":{{");
            for (var k = 0; k < metrics.Length; k++)
            {
                var value = metrics[k].ValueAt(_count, random);
                payload.Append(k > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"\"{metrics[k].Name}\":{value}");
                facts.Add(new Fact(new Identity(device, sensor, metrics[k].Name, instant), value, reason));
            }

            payload.Append("}}");
        }

        return [new Message { Payload = Encoding.UTF8.GetBytes(payload.Append(']').ToString()), Facts = facts }];
    }

    /// <summary>The reason that the platform gives for readings of such a clock.</summary>
    private static string? ReasonOf(WrongClock clock) => clock switch
    {
        WrongClock.HourAhead => "future",
        WrongClock.JapanTime => "japan_time_as_utc",
        WrongClock.NeverSet => "clock_not_set",
        _ => null,
    };

    private static long ShiftOf(WrongClock clock, long now) => clock switch
    {
        WrongClock.HourAhead => 3_600_000,
        WrongClock.JapanTime => 9 * 3_600_000,
        // Counts from boot, an hour ago.
        WrongClock.NeverSet => 3_600_000 - now,
        _ => 0,
    };
}

using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Ingest.Pipeline;

/// <summary>A reading as it is kept apart.</summary>
internal static class SettingAside
{
    /// <summary>With all its values.</summary>
    public static SetAsideReading Whole(Reading reading, string reason) => Of(reading, reason, _ => true);

    /// <summary>With the values at the indexes that <paramref name="take"/> chooses.</summary>
    public static SetAsideReading Of(Reading reading, string reason, Func<int, bool> take)
    {
        Dictionary<string, double?> values = [];
        for (var i = 0; i < reading.Values.Length; i++)
        {
            if (take(i))
            {
                values[reading.Metrics[i]] = double.IsNaN(reading.Values[i]) ? null : reading.Values[i];
            }
        }

        return new SetAsideReading
        {
            Device = reading.Source.Device,
            Sensor = reading.Source.Sensor,
            MeasuredAt = reading.MeasuredAt.ToUnixTimeMilliseconds(),
            ReceivedAt = reading.ReceivedAt.ToUnixTimeMilliseconds(),
            Reason = reason,
            Values = values,
        };
    }
}

using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Ingest.Pipeline;

/// <summary>First stage: sets readings aside whose clock can't be right, and names the typical faults.</summary>
internal static class ClockScreening
{
    private static readonly DateTimeOffset Millennium = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan JapanOffset = TimeSpan.FromHours(9);

    /// <summary>Fills <see cref="IntakeBatch.Accepted"/> and <see cref="IntakeBatch.SetAside"/> from the messages.</summary>
    public static IntakeBatch Run(IntakeBatch batch, IngestOptions options)
    {
        foreach (var message in batch.Messages)
        {
            foreach (var reading in message.Readings)
            {
                if (FaultOf(reading, options) is { } reason)
                {
                    batch.SetAside.Add(SettingAside.Whole(reading, reason));
                    batch.KeptApart.Add((reading, reason));
                }
                else
                {
                    batch.Accepted.Add(reading);
                }
            }
        }

        return batch;
    }

    /// <summary>One of <see cref="SetAsideReasons"/>, or null when the clock is plausible.</summary>
    public static string? FaultOf(Reading reading, IngestOptions options)
    {
        var ahead = reading.MeasuredAt - reading.ReceivedAt;
        if (ahead > options.FutureLimit)
        {
            return (ahead - JapanOffset).Duration() <= options.FutureLimit ? SetAsideReasons.JapanTimeAsUtc : SetAsideReasons.Future;
        }

        if (reading.MeasuredAt < Millennium)
        {
            return SetAsideReasons.ClockNotSet;
        }

        return ahead < -options.Retention && !Decoders.IsHistory(reading.Decoder) ? SetAsideReasons.TooOld : null;
    }
}

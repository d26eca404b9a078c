using MiyagiSensing.Domain.Journal;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>Instants as distances, which are small numbers that repeat: of measuring from the reading before in its group, of arrival from the reading's measuring.</summary>
internal static class BlockDistances
{
    public static ReadingGroup ToDistances(ReadingGroup group)
    {
        var (measured, received) = (new long[group.Count], new long[group.Count]);
        for (var i = 0; i < group.Count; i++)
        {
            measured[i] = i == 0 ? group.MeasuredAt[0] : group.MeasuredAt[i] - group.MeasuredAt[i - 1];
            received[i] = group.ReceivedAt[i] - group.MeasuredAt[i];
        }

        return With(group, measured, received);
    }

    public static ReadingGroup ToInstants(ReadingGroup group)
    {
        var (measured, received) = (new long[group.Count], new long[group.Count]);
        for (var i = 0; i < group.Count; i++)
        {
            measured[i] = group.MeasuredAt[i] + (i == 0 ? 0 : measured[i - 1]);
            received[i] = group.ReceivedAt[i] + measured[i];
        }

        return With(group, measured, received);
    }

    private static ReadingGroup With(ReadingGroup group, long[] measured, long[] received) => new()
    {
        Metrics = group.Metrics,
        Sources = group.Sources,
        SourceIndex = group.SourceIndex,
        MeasuredAt = measured,
        ReceivedAt = received,
        Values = group.Values,
        Sequence = group.Sequence,
        Clock = group.Clock,
        Identity = group.Identity,
        Decoder = group.Decoder,
    };
}

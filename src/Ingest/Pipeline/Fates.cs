using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Ingest.Pipeline;

/// <summary>Tells the messages that ask for it what became of their readings.</summary>
internal static class Fates
{
    /// <summary>Fills <see cref="Domain.Ports.IntakeMessage.Counts"/> where there is one.</summary>
    public static void Tell(IntakeBatch batch)
    {
        if (!batch.Messages.Any(message => message.Counts is not null))
        {
            return;
        }

        // Readings are told apart by reference, which is what they are equal by.
        HashSet<Reading> duplicates = [.. batch.Duplicates];
        var apart = batch.KeptApart.ToDictionary(kept => kept.Reading, kept => kept.Reason);
        foreach (var message in batch.Messages)
        {
            if (message.Counts is not { } counts)
            {
                continue;
            }

            foreach (var reading in message.Readings)
            {
                if (duplicates.Contains(reading))
                {
                    counts.Duplicate++;
                }
                else if (apart.TryGetValue(reading, out var reason))
                {
                    counts.AddSetAside(reason);
                }
            }
        }
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>
/// Journal events of consecutive positions as few bytes, and back: all of them but their ids, which are noise and would need more room than a reading. Brotli over a line of JSON with what is told of each event
/// (<see cref="BlockHead"/>) and the journal's JSON (docs/wire-formats.md) of one block with all readings, in distances.
/// </summary>
internal static class ArchiveBlock
{
    /// <summary>Brotli's effort, 0 to 11. Chosen: the greatest below the two that are many times slower.</summary>
    private const int Quality = 9;

    /// <summary>Base-2 logarithm of Brotli's window in bytes, 10 to 24. Chosen: 4 MB, more than a block's JSON.</summary>
    private const int Window = 22;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    /// <summary>The events as bytes.</summary>
    /// <param name="events">At least one journal block, all of one stream, positions and versions without gaps. Those that do not come back as they were (<see cref="Decode"/>) can't be archived.</param>
    public static byte[] Encode(IReadOnlyList<RecordedEvent> events)
    {
        List<MergedGroup> groups = [];
        for (var i = 0; i < events.Count; i++)
        {
            // Each of an event's groups goes behind the one before it, so that their order comes back.
            var at = 0;
            foreach (var group in BlockOf(events[i]).Groups)
            {
                var free = groups.FindIndex(at, candidate => candidate.Takes(group));
                at = free < 0 ? groups.Count : free;
                if (free < 0)
                {
                    groups.Add(new MergedGroup(group));
                }

                groups[at++].Add(group, i);
            }
        }

        var head = new BlockHead(
            Recorded(events),
            [.. events.Select(item => item.Headers.Actor)],
            [.. events.Select(item => item.Headers.CorrelationId)],
            [.. events.Select(item => item.Headers.CausationId)],
            [.. events.Select(item => BlockOf(item).SetAside.Count)],
            [.. events.Select(item => BlockOf(item).Tallies.Count)],
            [.. groups.Select(group => Steps(group.Events))]);
        var block = new ReadingsRecorded
        {
            Groups = [.. groups.Select(group => BlockDistances.ToDistances(group.ToGroup()))],
            SetAside = [.. events.SelectMany(item => BlockOf(item).SetAside)],
            Tallies = [.. events.SelectMany(item => BlockOf(item).Tallies)],
        };
        return Compress([.. JsonSerializer.SerializeToUtf8Bytes(head, Json), (byte)'\n', .. JournalBlockWriter.Write(block)]);
    }

    /// <summary>The way back; whoever calls it has checked the bytes' hash. An event's id is made from its position.</summary>
    /// <exception cref="InvalidDataException">Not what <see cref="Encode"/> makes.</exception>
    public static RecordedEvent[] Decode(byte[] bytes, string stream, long from, long fromVersion)
    {
        try
        {
            var json = Decompress(bytes);
            var line = json.AsSpan().IndexOf((byte)'\n');
            var head = JsonSerializer.Deserialize<BlockHead>(json.AsSpan(0, line), Json)!;
            var block = JournalBlockReader.Read(json.AsSpan(line + 1));
            return Restore(head, block, stream, from, fromVersion);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("Not an archived block: " + exception.Message, exception);
        }
    }

    /// <summary>The id that an archived event has: version 8 (RFC 9562, section 5.8), the last six bytes are its position.</summary>
    public static Guid IdOf(long position) => Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"00000000-0000-8000-8000-{position:x12}"));

    private static RecordedEvent[] Restore(BlockHead head, ReadingsRecorded merged, string stream, long from, long fromVersion)
    {
        var groups = merged.Groups.Select(BlockDistances.ToInstants).ToList();
        var row = new int[groups.Count];
        var owner = head.Rows.Select(rows => rows.Length > 0 ? rows[0] : -1).ToArray();
        var events = new RecordedEvent[head.Recorded.Length];
        var (setAside, tallies, recorded) = (0, 0, 0L);
        for (var i = 0; i < events.Length; i++)
        {
            List<ReadingGroup> own = [];
            for (var g = 0; g < groups.Count; g++)
            {
                var begin = row[g];
                while (row[g] < groups[g].Count && owner[g] == i)
                {
                    row[g]++;
                    owner[g] += row[g] < groups[g].Count ? head.Rows[g][row[g]] : 0;
                }

                if (row[g] > begin)
                {
                    own.Add(MergedGroup.Cut(groups[g], begin, row[g]));
                }
            }

            var block = new ReadingsRecorded
            {
                Groups = own,
                SetAside = [.. merged.SetAside.Skip(setAside).Take(head.SetAside[i])],
                Tallies = [.. merged.Tallies.Skip(tallies).Take(head.Tallies[i])],
            };
            (setAside, tallies) = (setAside + head.SetAside[i], tallies + head.Tallies[i]);
            recorded = head.Recorded[i] + (Arrival(block) ?? recorded);
            events[i] = new RecordedEvent
            {
                Position = from + i,
                Id = IdOf(from + i),
                Stream = stream,
                Version = fromVersion + i,
                Type = EventCatalog.ReadingsRecorded,
                RecordedAt = DateTimeOffset.UnixEpoch.AddTicks(recorded * TimeSpan.TicksPerMicrosecond),
                Headers = new EventHeaders(head.Actors[i], head.Correlations[i], head.Causations[i]),
                Data = block,
            };
        }

        return events;
    }

    private static ReadingsRecorded BlockOf(RecordedEvent item) => (ReadingsRecorded)item.Data!;

    private static long[] Recorded(IReadOnlyList<RecordedEvent> events)
    {
        var distances = new long[events.Count];
        var before = 0L;
        for (var i = 0; i < distances.Length; i++)
        {
            var recorded = (events[i].RecordedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            distances[i] = recorded - (Arrival(BlockOf(events[i])) ?? before);
            before = recorded;
        }

        return distances;
    }

    /// <summary>The latest arrival in a block, Unix time in µs; null when it holds no readings.</summary>
    private static long? Arrival(ReadingsRecorded block) => block.Groups.Count == 0 ? null : block.Groups.Max(group => group.ReceivedAt.Max()) * 1_000;

    private static int[] Steps(IReadOnlyList<int> events) => [.. events.Select((item, i) => i == 0 ? item : item - events[i - 1])];

    private static byte[] Compress(byte[] json)
    {
        var bytes = new byte[BrotliEncoder.GetMaxCompressedLength(json.Length)];
        return BrotliEncoder.TryCompress(json, bytes, out var written, Quality, Window)
            ? bytes[..written]
            : throw new InvalidOperationException("Brotli needs more room than it says at most.");
    }

    private static byte[] Decompress(byte[] bytes)
    {
        using var json = new MemoryStream();
        using (var brotli = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress))
        {
            brotli.CopyTo(json);
        }

        return json.ToArray();
    }
}

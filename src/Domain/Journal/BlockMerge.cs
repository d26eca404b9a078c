using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Journal;

/// <summary>
/// Makes one large block of consecutive journal blocks. The readings of each sensor keep their order; readings of sensors of different shapes may pass each other, as they may within a commit.
/// </summary>
public static class BlockMerge
{
    /// <summary>
    /// Whether the block's ledger lines can be added to others': each has its day, and whatever was set aside has its line.
    /// </summary>
    public static bool CanMerge(ReadingsRecorded block)
    {
        var lines = block.Tallies.Select(tally => (tally.Device, tally.Day)).ToHashSet();
        return block.Tallies.All(tally => tally.Day is not null) && block.SetAside.All(item => lines.Contains((item.Device, JapanDay.Of(item.ReceivedAt))));
    }

    /// <summary>Merges the blocks.</summary>
    /// <param name="blocks">At least one, in order of position; when more than one, each must be able to (<see cref="CanMerge"/>).</param>
    public static ReadingsRecorded Merge(IReadOnlyList<ReadingsRecorded> blocks)
    {
        ArgumentOutOfRangeException.ThrowIfZero(blocks.Count, nameof(blocks));
        if (blocks.Count == 1)
        {
            return blocks[0];
        }

        List<GroupMerge> groups = [];
        // The last group that holds a reading of the sensor: its next readings must not stand before it.
        Dictionary<ReadingSource, int> newest = [];
        foreach (var group in blocks.SelectMany(block => block.Groups))
        {
            var after = group.Sources.Max(source => newest.GetValueOrDefault(source, 0));
            var at = groups.FindIndex(after, candidate => candidate.Takes(group));
            if (at < 0)
            {
                at = groups.Count;
                groups.Add(new GroupMerge(group));
            }

            groups[at].Add(group);
            foreach (var source in group.Sources)
            {
                newest[source] = at;
            }
        }

        return new ReadingsRecorded
        {
            Groups = [.. groups.Select(group => group.ToGroup())],
            SetAside = [.. blocks.SelectMany(block => block.SetAside)],
            Tallies = MergeTallies(blocks),
        };
    }

    /// <summary>
    /// A line for every device and day that has one in any block; a block without it counts there with its stored readings, since all of them were received once.
    /// </summary>
    private static List<DeviceTally> MergeTallies(IReadOnlyList<ReadingsRecorded> blocks)
    {
        var sums = new Dictionary<(string Device, DateOnly Day), DeviceTally>();
        foreach (var tally in blocks.SelectMany(block => block.Tallies))
        {
            sums[(tally.Device, tally.Day!.Value)] = new DeviceTally { Device = tally.Device, Day = tally.Day, Received = 0 };
        }

        if (sums.Count == 0)
        {
            return [];
        }

        foreach (var block in blocks)
        {
            var lines = block.Tallies.Select(tally => (tally.Device, tally.Day!.Value)).ToHashSet();
            foreach (var tally in block.Tallies)
            {
                Add(tally);
            }

            foreach (var group in block.Groups)
            {
                for (var i = 0; i < group.Count; i++)
                {
                    var key = (group.Sources[group.SourceIndex[i]].Device, JapanDay.Of(group.ReceivedAt[i]));
                    if (sums.ContainsKey(key) && !lines.Contains(key))
                    {
                        Add(new DeviceTally { Device = key.Device, Day = key.Item2, Received = 1, Stored = 1 });
                    }
                }
            }
        }

        return [.. sums.Values];

        void Add(DeviceTally tally)
        {
            var key = (tally.Device, tally.Day!.Value);
            var sum = sums[key];
            sums[key] = sum with
            {
                Received = sum.Received + tally.Received,
                Stored = sum.Stored + tally.Stored,
                Duplicate = sum.Duplicate + tally.Duplicate,
                SetAside = sum.SetAside + tally.SetAside,
                DeadLettered = sum.DeadLettered + tally.DeadLettered,
            };
        }
    }
}

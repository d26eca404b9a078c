using System.Globalization;

namespace MiyagiSensing.Chaos.Servers;

/// <summary>A process with all its descendants, as the kernel lists them.</summary>
internal static class ProcessTree
{
    /// <summary>Ids, the root first. What starts or ends meanwhile may be missed.</summary>
    public static List<int> Of(int root)
    {
        List<int> all = [root];
        for (var i = 0; i < all.Count; i++)
        {
            all.AddRange(ChildrenOf(all[i]));
        }

        return all;
    }

    private static IEnumerable<int> ChildrenOf(int process)
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{process}/task")
                .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended.
            return [];
        }
    }
}

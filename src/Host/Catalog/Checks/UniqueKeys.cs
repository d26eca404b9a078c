using MiyagiSensing.Host.Catalog.Reading;

namespace MiyagiSensing.Host.Catalog.Checks;

/// <summary>What must stand only once in the whole catalog.</summary>
internal static class UniqueKeys
{
    /// <summary>Refuses the second entry with the same key, at <paramref name="field"/>.</summary>
    public static void Check<T>(IReadOnlyList<Located<T>> located, string field, Func<T, string> keyOf)
        where T : class
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (value, entry) in located)
        {
            var key = keyOf(value);
            if (!seen.Add(key))
            {
                throw entry.Error(field, $"'{key}' stands twice in the catalog; remove one or give it another {field}");
            }
        }
    }
}

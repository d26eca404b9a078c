namespace MiyagiSensing.Projections.Engine.Audit;

/// <summary>The key of an audited row: one text in memory, its parts in the database.</summary>
internal static class AuditKey
{
    /// <summary>Stands in no name.</summary>
    public const char Separator = '\u001f';

    /// <summary>The parts.</summary>
    public static string[] Parts(string key) => key.Split(Separator);

    /// <summary>One text.</summary>
    public static string Join(IEnumerable<string> parts) => string.Join(Separator, parts);
}

namespace MiyagiSensing.Projections.Engine;

/// <summary>Names such as <c>devices/1</c>: what it makes, and the version of its rows.</summary>
internal static class ProjectionName
{
    /// <summary>The name without version: <c>devices</c>.</summary>
    public static string Base(string name) => name.Split('/')[0];

    /// <summary>True when a person who wrote <paramref name="asked"/>, with or without version, means <paramref name="name"/>.</summary>
    public static bool Means(string asked, string name) => asked == name || asked == Base(name);
}

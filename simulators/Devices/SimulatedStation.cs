using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace MiyagiSensing.Simulators.Devices;

/// <summary>What a simulated device needs to know of its station, read from the catalog.</summary>
public sealed class SimulatedStation
{
    /// <summary>Station id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Domain id.</summary>
    public string Domain { get; set; } = "";

    /// <summary>Degrees north.</summary>
    public double Latitude { get; set; }

    /// <summary>Degrees east.</summary>
    public double Longitude { get; set; }

    /// <summary>Limits by metric and name.</summary>
    public Dictionary<string, Dictionary<string, double>> Thresholds { get; set; } = [];

    /// <summary>All stations of the catalog folder; the platform's own loader has checked the files.</summary>
    public static IReadOnlyList<SimulatedStation> ReadAll(string catalogFolder)
    {
        var yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).IgnoreUnmatchedProperties().Build();
        return
        [
            .. Directory.EnumerateFiles(catalogFolder, "stations*.yaml").Order(StringComparer.Ordinal)
                .SelectMany(file => yaml.Deserialize<List<SimulatedStation>>(File.ReadAllText(file))),
        ];
    }

    /// <summary>A limit of the station; null when it has none of that name.</summary>
    public double? Limit(string metric, string name) =>
        Thresholds.TryGetValue(metric, out var limits) && limits.TryGetValue(name, out var limit) ? limit : null;
}

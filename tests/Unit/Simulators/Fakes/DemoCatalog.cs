using MiyagiSensing.Simulators.Devices;
using MiyagiSensing.Unit.Architecture;

namespace MiyagiSensing.Unit.Simulators.Fakes;

/// <summary>The project's own catalog, as the simulated devices read it.</summary>
internal static class DemoCatalog
{
    public static IReadOnlyList<SimulatedStation> Stations { get; } = SimulatedStation.ReadAll(Path.Combine(SourceTree.Root, "catalog"));

    public static IEnumerable<SimulatedStation> Of(string domain) => Stations.Where(station => station.Domain == domain);
}

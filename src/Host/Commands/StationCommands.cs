using System.CommandLine;
using MiyagiSensing.Host.Catalog;
using MiyagiSensing.Host.Configuration;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>station list</c>, from the catalog files, so that it works before the platform ever ran, and <c>station limit</c>.</summary>
internal static class StationCommands
{
    public static Command Build()
    {
        var domain = new Option<string?>("--domain") { Description = "Only stations of this domain of the catalog, for example river." };
        var list = new Command("list", "One station a line: id, name, municipality.") { domain };
        list.SetAction(parse =>
        {
            var folder = Environment.GetEnvironmentVariable("MIYAGI_CATALOG")
                ?? throw new SettingsException("MIYAGI_CATALOG is not set; ./miyagi sets it by itself.");
            var catalog = CatalogFiles.Load(folder);
            var wanted = parse.GetValue(domain);
            if (wanted is not null && catalog.Domains.All(item => item.Id != wanted))
            {
                throw new SettingsException($"There is no domain '{wanted}'; there are {string.Join(", ", catalog.Domains.Select(item => item.Id))}.");
            }

            var municipalities = catalog.Municipalities.ToDictionary(item => item.Code, item => item.Name);
            foreach (var station in catalog.Stations.Where(station => wanted is null || station.Domain == wanted))
            {
                var municipality = municipalities[station.Municipality];
                Console.WriteLine($"{station.Id}\t{station.Name.Ja} ({station.Name.En})\t{municipality.Ja} ({municipality.En})");
            }
        });
        return new Command("station", "Stations of the catalog, and their limits.") { list, LimitCommands.Build() };
    }
}

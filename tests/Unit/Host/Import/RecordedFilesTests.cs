using MiyagiSensing.Host.Import;
using MiyagiSensing.Unit.Host.Catalog;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Host.Import;

/// <summary>The catalog's mappings on the files that they are for.</summary>
public sealed class RecordedFilesTests
{
    [Theory]
    [InlineData("river_miyagi_kiki_2025_2026/readings.csv", "river-kiki", 21_133, 121, 1)]
    [InlineData("ocean_swmp_drybar_2012/apadbwq.csv", "swmp-drybar", 13_036, 1, 1)]
    [InlineData("ocean_swmp_catpoint_2013/apacpwq.csv", "swmp-catpoint", 15_840, 1, 1)]
    [InlineData("bridge_munich_2022/ReferenceStateDMS_CN_1s.csv", "bridge-strain", 600, 1, 1)]
    [InlineData("bridge_munich_2022/support_03_loweringDMS_CN_1s.csv", "bridge-strain", 1_113, 1, 1)]
    [InlineData("bridge_munich_2022/ReferenceStateForce_1s.csv", "bridge-force", 600, 1, 2)]
    [InlineData("bridge_munich_2022/support_load_03Force_1s.csv", "bridge-force", 720, 1, 2)]
    [InlineData("bridge_munich_2022/ReferenceStateINC_1s.csv", "bridge-tilt", 600, 1, 1)]
    [InlineData("bridge_munich_2022/ref_support_load_01AllM_1s.csv", "bridge-all", 720, 1, 4)]
    public void Every_line_is_understood(string file, string map, int rows, int devices, int readingsOfALine)
    {
        var path = Path.Combine(RecordedData.Folder(), file);
        var catalog = RealCatalog.Load();
        var definition = catalog.Imports.Single(import => import.Name == map);

        var survey = ImportSurvey.Of(new ImportFile(path, definition, catalog.Metrics), TestContext.Current.CancellationToken);

        Assert.Empty(survey.Refused);
        Assert.Equal((rows, rows * readingsOfALine, devices), (survey.Rows, survey.Readings, survey.Devices.Count));
        var stations = catalog.Stations.Select(station => station.Id).ToHashSet();
        Assert.All(survey.Devices.Values, device => Assert.Contains(device.Station, stations));
    }
}

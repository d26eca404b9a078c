using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Host.Catalog;
using Xunit;

namespace MiyagiSensing.Unit.Host.Catalog;

public sealed class CatalogFilesTests : IDisposable
{
    private readonly CatalogFolderFixture _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_valid_folder_is_read_entry_by_entry()
    {
        var catalog = CatalogFiles.Load(_folder.Path);

        Assert.Equal(["river", "buoy"], catalog.Domains.Select(domain => domain.Id));
        var station = catalog.Stations[0];
        Assert.Equal("北上川", station.Name.Ja);
        Assert.Equal(9.45, station.Thresholds["stage"]["danger"]);
        Assert.False(station.Fictional);
        Assert.True(catalog.Stations[1].Fictional);
        Assert.Equal([-999], catalog.Metrics[0].Sentinels);
        Assert.Equal("danger", Assert.Single(catalog.Rules).Levels[0].StationThreshold);
    }

    [Fact]
    public void A_station_may_say_what_its_limits_were_and_where_its_water_goes()
    {
        _folder.Replace("stations-river.yaml", "  source: a page", """
              earlierThresholds:
                - {metric: stage, limit: danger, value: 9.2, until: '2025-11-07T13:00:00+09:00', source: the old list}
              downstream: {station: river-2, distanceKilometres: 4.5, travelTime: PT1H30M, source: a map}
              source: a page
            """);

        var station = CatalogFiles.Load(_folder.Path).Stations[0];

        Assert.Equal([new EarlierThreshold("stage", "danger", 9.2, new DateTimeOffset(2025, 11, 7, 4, 0, 0, TimeSpan.Zero), "the old list")], station.EarlierThresholds);
        Assert.Equal(new DownstreamStation("river-2", "a map", 4.5, TimeSpan.FromMinutes(90)), station.Downstream);
    }

    [Fact]
    public void Every_file_of_a_kind_is_read_in_order_of_name()
    {
        _folder.Write("stations-buoy.yaml", """
            - id: buoy-1
              domain: buoy
              name: {ja: ブイ, en: Buoy}
              municipality: '04212'
              latitude: 38.5
              longitude: 141.5
              fictional: true
            """);

        var catalog = CatalogFiles.Load(_folder.Path);

        Assert.Equal(["buoy-1", "river-1", "river-2"], catalog.Stations.Select(station => station.Id));
    }

    [Theory]
    [InlineData("domains.yaml", "id: buoy", "id: river", "stands twice")]
    [InlineData("domains.yaml", "id: river", "id: River", "is not an id")]
    [InlineData("domains.yaml", "en: Rivers", "eng: Rivers", "eng: is not known here")]
    [InlineData("municipalities.yaml", "'04212'", "'4212'", "five digits")]
    [InlineData("municipalities.yaml", "latitude: 38.68584", "latitude: 141.2575", "out of range")]
    [InlineData("metrics.yaml", "domain: river", "domain: rivers", "not in domains.yaml")]
    [InlineData("metrics.yaml", "decimals: 2", "decimals: 7", "from 0 to 6")]
    [InlineData("metrics.yaml", "decimals: 2", "decimals: 1.5", "whole number")]
    [InlineData("metrics.yaml", "minimum: -10", "minimum: 501", "less than maximum")]
    [InlineData("metrics.yaml", "sentinels: [-999]", "sentinels: [-9]", "possible value")]
    [InlineData("metrics.yaml", "unit: m", "unit:", "has no value")]
    [InlineData("metrics.yaml", "sentinels: [-999]", "sentinels: -999", "must be a list")]
    [InlineData("stations-river.yaml", "id: river-2", "id: river-1", "stands twice")]
    [InlineData("stations-river.yaml", "latitude: 38.69015", "latitud: 38.69015", "is not known here")]
    [InlineData("stations-river.yaml", "latitude: 38.69015", "latitude: north", "is not a number")]
    [InlineData("stations-river.yaml", "latitude: 38.69015", "latitude: .nan", "is not a number")]
    [InlineData("stations-river.yaml", "municipality: '04212'", "municipality: '04999'", "municipalities.yaml")]
    [InlineData("stations-river.yaml", "domain: river", "domain: lake", "not in domains.yaml")]
    [InlineData("stations-river.yaml", "stage:", "level:", "not a metric of domain river")]
    [InlineData("stations-river.yaml", "danger: 9.45", "danger: 945", "beyond what stage can be")]
    [InlineData("stations-river.yaml", "danger: 9.45", "Danger: 9.45", "is not an id")]
    [InlineData("stations-river.yaml", "danger: 9.45", "caution: 9.5\n      danger: 9.45", "caution (9.5) must lie below danger (9.45)")]
    [InlineData("stations-river.yaml", "thresholds:", "coverageKilometres: -1\n  thresholds:", "out of range")]
    [InlineData("stations-river.yaml", "thresholds:", "downstream: {station: river-9, source: a map}\n  thresholds:", "'river-9' is not a station of domain river")]
    [InlineData("stations-river.yaml", "thresholds:", "downstream: {station: river-1, source: a map}\n  thresholds:", "leads back to 'river-1'")]
    [InlineData("stations-river.yaml", "kind: gauge", "kind: weir", "'weir' is not a kind of domain river")]
    [InlineData("stations-river.yaml", "fictional: true", "fictional: yes", "not one of true, false")]
    [InlineData("rules.yaml", "kind: threshold", "kind: forecast", "not one of threshold")]
    [InlineData("rules.yaml", "direction: above", "direction: up", "not one of above, below")]
    [InlineData("rules.yaml", "metric: stage", "metric: water_temp", "not a metric of domain river")]
    [InlineData("rules.yaml", "hysteresis: 0.05", "hysteresis: -0.05", "0 or more")]
    [InlineData("rules.yaml", "stationKinds: [gauge]", "stationKinds: [weir]", "no station of domain river")]
    [InlineData("rules.yaml", "stationKinds: [gauge]", "stations: [river-9]", "'river-9' is not a station")]
    [InlineData("rules.yaml", "stationThreshold: danger", "stationThreshold: dangr", "no station of this rule has a limit 'dangr'")]
    [InlineData("rules.yaml", "stationThreshold: danger", "value: 5000", "beyond what stage can be")]
    [InlineData("rules.yaml", "severity: 5", "severity: 3", "mildest to gravest")]
    [InlineData("rules.yaml", "severity: 5", "severity: 6", "from 1 to 5")]
    [InlineData("rules.yaml", "name: flooding", "name: danger", "stands twice in this rule")]
    public void A_wrong_value_names_its_file_and_line(string file, string old, string replacement, string reason)
    {
        var line = _folder.Replace(file, old, replacement);

        var error = Assert.Throws<CatalogException>(() => CatalogFiles.Load(_folder.Path));

        Assert.Equal((file, line), (error.File, error.Line));
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.StartsWith($"{file}:{line}: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("domains.yaml", "  name: {ja: 河川, en: Rivers}\n", "", "id: river", "name: is missing")]
    [InlineData("stations-river.yaml", "  source: a page\n", "", "id: river-1", "fictional: true")]
    [InlineData("rules.yaml", "    - name: danger", "    - value: 3\n      name: danger", "- name: danger", "either 'value'")]
    public void A_missing_key_names_the_first_line_of_its_entry(string file, string old, string replacement, string entry, string reason)
    {
        var expectedLine = _folder.Replace(file, entry, entry);
        _folder.Replace(file, old, replacement);

        var error = Assert.Throws<CatalogException>(() => CatalogFiles.Load(_folder.Path));

        Assert.Equal((file, expectedLine), (error.File, error.Line));
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("danger: 9.45", "danger: 9.65")]
    [InlineData("danger: 9.45", "danger: 9.61")]
    [InlineData("flooding: 9.65", "flooding: 9.3")]
    public void Limits_closer_than_the_hysteresis_are_refused_at_their_station(string old, string replacement)
    {
        var thresholdsLine = _folder.Replace("stations-river.yaml", "thresholds:", "thresholds:");
        _folder.Replace("stations-river.yaml", old, replacement);

        var error = Assert.Throws<CatalogException>(() => CatalogFiles.Load(_folder.Path));

        Assert.Equal(("stations-river.yaml", thresholdsLine), (error.File, error.Line));
        Assert.Contains("rule stage-high: flooding", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_yaml_names_its_line()
    {
        var line = _folder.Replace("rules.yaml", "stationKinds: [gauge]", "stationKinds: [gauge");

        var error = Assert.Throws<CatalogException>(() => CatalogFiles.Load(_folder.Path));

        Assert.Equal("rules.yaml", error.File);
        Assert.InRange(error.Line, line, line + 2);
        Assert.Contains("not valid YAML", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_stands_twice_in_an_entry_names_its_line()
    {
        var line = _folder.Replace("rules.yaml", "metric: stage", "domain: river");

        var error = Assert.Throws<CatalogException>(() => CatalogFiles.Load(_folder.Path));

        Assert.Equal("rules.yaml", error.File);
        Assert.InRange(error.Line, line - 1, line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("id: river\nname: {ja: 河川, en: Rivers}")]
    [InlineData("- id: river\n---\n- id: buoy")]
    public void A_file_that_is_not_one_list_is_refused(string text)
    {
        _folder.Write("domains.yaml", text);

        var error = Assert.Throws<CatalogException>(() => CatalogFiles.Load(_folder.Path));

        Assert.Equal(("domains.yaml", 1), (error.File, error.Line));
        Assert.Contains("must be one list", error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stationsriver.yaml")]
    [InlineData("rules.yml")]
    [InlineData("animals.yaml")]
    public void A_file_of_no_kind_is_refused_by_name(string file)
    {
        _folder.Write(file, "- id: lost");

        var error = Assert.Throws<CatalogException>(() => CatalogFiles.Load(_folder.Path));

        Assert.Equal(file, error.File);
        Assert.Contains("belongs to no kind", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_kind_and_a_missing_folder_are_named()
    {
        _folder.Delete("rules.yaml");

        var missingKind = Assert.Throws<CatalogException>(() => CatalogFiles.Load(_folder.Path));
        var missingFolder = Assert.Throws<CatalogException>(() => CatalogFiles.Load(Path.Combine(_folder.Path, "nowhere")));

        Assert.StartsWith("rules.yaml: is missing", missingKind.Message, StringComparison.Ordinal);
        Assert.Contains("no such folder", missingFolder.Reason, StringComparison.Ordinal);
    }
}

using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Host.Catalog;
using Xunit;

namespace MiyagiSensing.Unit.Host.Catalog;

public sealed class FisheryCatalogTests : IDisposable
{
    private const string Districts = """
        - id: naruse
          name: {ja: 鳴瀬, en: Naruse}
          branch: 鳴瀬支所
          generalBranch: shiogama
          municipality: '04212'
          species: [oyster]
          unconfirmed: true
          source: a page
        """;

    private const string Species = """
        - id: oyster
          name: {ja: カキ, en: Oyster}
          seasonStart: '01-01'
          stages:
            - {id: growing, title: {ja: 養成, en: Growing}, months: [7, 8], source: a page}
          limits:
            - id: heat
              metric: water_temp
              level: danger
              direction: above
              value: 30
              title: {ja: へい死, en: Death}
              depth: {from: 0, to: 5}
              months: [8]
              stage: growing
              source: a page
          degreeDays:
            metric: water_temp
            base: 10
            start: '01-01'
            marks:
              - {id: mature, degreeDays: 600, title: {ja: 成熟, en: Mature}}
            source: a page
          source: a page
        """;

    private const string Buoy = """
        - id: buoy-1
          domain: buoy
          name: {ja: ブイ, en: Buoy}
          municipality: '04212'
          latitude: 38.5
          longitude: 141.5
          district: naruse
          fictional: true
        """;

    private readonly CatalogFolderFixture _folder = new();

    public FisheryCatalogTests()
    {
        Write("districts.yaml", Districts);
        Write("species.yaml", Species);
        Write("stations-buoy.yaml", Buoy);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Districts_and_species_are_read()
    {
        var catalog = CatalogFiles.Load(_folder.Path);

        Assert.Equal(("naruse", "shiogama", true), (catalog.Districts[0].Id, catalog.Districts[0].GeneralBranch, catalog.Districts[0].Unconfirmed));
        var species = Assert.Single(catalog.Species);
        Assert.Equal((new MonthDay(1, 1), 30.0, 5.0, 600.0), (species.SeasonStart, species.Limits[0].Value, species.Limits[0].DepthTo!.Value, species.DegreeDays!.Marks[0].DegreeDays));
    }

    [Theory]
    [InlineData("stations-buoy.yaml", "district: naruse", "district: nowhere", "is not in districts.yaml")]
    [InlineData("districts.yaml", "municipality: '04212'", "municipality: '04299'", "not in municipalities.yaml")]
    [InlineData("districts.yaml", "species: [oyster]", "species: [whale]", "not in species.yaml")]
    [InlineData("districts.yaml", "generalBranch: shiogama", "generalBranch: sendai", "is not one of kesennuma, ishinomaki, shiogama")]
    [InlineData("districts.yaml", "source: a page", "branche: x", "is not known here")]
    [InlineData("species.yaml", "seasonStart: '01-01'", "seasonStart: '02-29'", "not a day of every year")]
    [InlineData("species.yaml", "months: [7, 8]", "months: [7, 13]", "from 1 to 12")]
    [InlineData("species.yaml", "metric: water_temp", "metric: warmth", "not a metric of domain buoy")]
    [InlineData("species.yaml", "level: danger", "level: mortal", "is not one of notice, caution, danger")]
    [InlineData("species.yaml", "value: 30", "value: hot", "is not a number")]
    [InlineData("species.yaml", "depth: {from: 0, to: 5}", "depth: {from: 6, to: 5}", "lies deeper")]
    [InlineData("species.yaml", "months: [8]", "months: [9]", "in the water")]
    [InlineData("species.yaml", "stage: growing", "stage: resting", "none of this species' stages")]
    [InlineData("species.yaml", "degreeDays: 600", "degreeDays: 0", "out of range")]
    public void What_is_wrong_is_named_with_file_line_and_reason(string file, string old, string replacement, string reason)
    {
        var text = file switch { "districts.yaml" => Districts, "species.yaml" => Species, _ => Buoy };
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Write(file, string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + old.Length)));

        var refusal = Assert.Throws<CatalogException>(() => CatalogFiles.Load(_folder.Path));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"{file}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_without_a_source_is_refused_unless_it_is_made_up()
    {
        var without = Species.Replace("          stage: growing\n              source: a page\n", "", StringComparison.Ordinal).Replace("stage: growing\n      source: a page", "stage: growing", StringComparison.Ordinal);
        Write("species.yaml", without);
        Assert.Contains("say where the number comes from", Assert.Throws<CatalogException>(() => CatalogFiles.Load(_folder.Path)).Message, StringComparison.Ordinal);

        Write("species.yaml", without.Replace("stage: growing", "stage: growing\n      fictional: true", StringComparison.Ordinal));
        Assert.True(CatalogFiles.Load(_folder.Path).Species[0].Limits[0].Fictional);
    }

    [Fact]
    public void The_real_catalog_has_one_list_of_districts_and_every_limit_its_source()
    {
        var catalog = RealCatalog.Load();

        Assert.Equal(25, catalog.Districts.Count);
        Assert.Equal(4, catalog.Districts.Count(district => !district.Unconfirmed));
        Assert.DoesNotContain(catalog.Districts, district => district.Fictional);
        Assert.Equal(["oyster", "scallop", "wakame", "nori", "coho", "sea-squirt"], catalog.Species.Select(species => species.Id));
        Assert.All(catalog.Species.SelectMany(species => species.Limits), limit => Assert.False(limit.Fictional || string.IsNullOrEmpty(limit.Source)));
        // The two scallop advisories disagree, and both stand there.
        Assert.Equal([23.0, 26.0], catalog.Species[1].Limits.Where(limit => limit.Id is "iwate-death" or "aomori-death").Select(limit => limit.Value));
    }

    private void Write(string file, string text) => _folder.Write(file, text);
}

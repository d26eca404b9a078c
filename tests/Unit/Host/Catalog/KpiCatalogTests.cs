using System.Globalization;
using System.Text;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Kpis;
using MiyagiSensing.Host.Catalog;
using MiyagiSensing.Host.Import;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Host.Catalog;

public sealed class KpiCatalogTests : IDisposable
{
    private const string Valid = """
        - id: open-datasets
          pillar: {ja: 行政のDX, en: DX of the administration}
          area: {ja: データ利活用, en: Use of data}
          name: {ja: 公開データセット数, en: Open data sets}
          unit: {ja: 件, en: count}
          baseline: {fiscalYear: R5, value: 167}
          target: {fiscalYear: R9}
          computed: rtk-users
          source: the policy
        - id: e-approval-rate
          pillar: {ja: 行政のDX, en: DX of the administration}
          area: {ja: 効率化, en: Efficiency}
          name: {ja: 電子決裁率, en: Electronic approval rate}
          unit: {ja: '%', en: '%'}
          baseline: {fiscalYear: R5, value: 79.2}
          target: {fiscalYear: R9, value: 95}
          direction: higher
          source: the policy
        """;

    private readonly CatalogFolderFixture _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_45_kpis_are_those_of_the_policys_table()
    {
        var kpis = RealCatalog.Load().Kpis.ToDictionary(kpi => kpi.Id);
        var rows = Table(Path.Combine(RecordedData.Folder(), "..", "domain", "policy-kpis.csv"));

        Assert.Equal(45, kpis.Count);
        Assert.Equal(rows.Select(row => row["id"]), kpis.Keys);
        foreach (var row in rows)
        {
            var kpi = kpis[row["id"]];
            Assert.Equal((row["pillar_ja"], row["area_ja"], row["name_ja"], row["name_en"], row["unit"]), (kpi.Pillar.Ja, kpi.Area.Ja, kpi.Name.Ja, kpi.Name.En, kpi.Unit.Ja));
            Assert.Equal((row["baseline_fy"], row["baseline"]), (new FiscalYear(kpi.Baseline.FiscalYear).ShortName, Number(kpi.Baseline.Value)));
            Assert.Equal((row["target_fy"], row["target"]), (new FiscalYear(kpi.Target.FiscalYear).ShortName, Number(kpi.Target.Value)));
        }

        Assert.Equal(KpiRules.All.Order(StringComparer.Ordinal), kpis.Values.Select(kpi => kpi.Computed).OfType<string>().Order(StringComparer.Ordinal));
        Assert.Equal(["ambulance-hospital-time", "metabolic-syndrome-rate", "security-incident-recurrences"], kpis.Values.Where(kpi => kpi.Direction == "lower").Select(kpi => kpi.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("fiscalYear: R5, value: 167", "fiscalYear: R5, value: -1", "0 or more")]
    [InlineData("fiscalYear: R5, value: 167", "fiscalYear: X5", "is not a fiscal year")]
    [InlineData("target: {fiscalYear: R9}", "target: {fiscalYear: R5}", "does not come after")]
    [InlineData("target: {fiscalYear: R9}", "goal: {fiscalYear: R9}", "is not known here")]
    [InlineData("computed: rtk-users", "computed: guess", "is not one of")]
    [InlineData("direction: higher", "computed: rtk-users", "works another KPI out already")]
    [InlineData("direction: higher", "direction: up", "is not one of")]
    [InlineData("value: 79.2", "value: 792", "above 100")]
    [InlineData("id: e-approval-rate", "id: open-datasets", "stands twice")]
    public void A_wrong_kpi_names_its_file_and_line(string old, string replacement, string reason)
    {
        var at = Valid.IndexOf(old, StringComparison.Ordinal);
        _folder.Write("kpis.yaml", Valid.Remove(at, old.Length).Insert(at, replacement));

        var error = Assert.Throws<CatalogException>(() => CatalogFiles.Load(_folder.Path));

        Assert.Equal(("kpis.yaml", 1 + Valid.AsSpan(0, at).Count('\n')), (error.File, error.Line));
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
    }

    private static string Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static List<Dictionary<string, string>> Table(string file)
    {
        using var stream = File.OpenRead(file);
        var reader = new CsvRecordReader(stream);
        List<List<string>> rows = [];
        while (reader.TryRead(out var record))
        {
            List<string> fields = [];
            Assert.True(CsvFields.TrySplit(Encoding.UTF8.GetString(record.Bytes.Span), ',', fields, out var fault), fault);
            rows.Add(fields);
        }

        return [.. rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(pair => pair.First, pair => pair.Second))];
    }
}

using MiyagiSensing.Host.Catalog;
using Xunit;

namespace MiyagiSensing.Unit.Host.Catalog;

public sealed class ImportReaderTests : IDisposable
{
    private const string Valid =
        """
        - name: gauges
          encoding: shift_jis
          delimiter: tab
          domain: river
          device: river-{code}-x
          station: river-{code}
          time: {column: at, format: 'yyyy/MM/dd HH:mm', zone: Asia/Tokyo}
          values:
            - {columns: [level, 水位], metric: stage, factor: 0.01}
          missing: ['-', 欠測]
        """;

    private readonly CatalogFolderFixture _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_mapping_is_read()
    {
        _folder.Write("imports.yaml", Valid);

        var import = Assert.Single(CatalogFiles.Load(_folder.Path).Imports);

        Assert.Equal(("gauges", "shift_jis", '\t', true), (import.Name, import.Encoding, import.Delimiter, import.HasHeading));
        Assert.Equal(("main", 0.01), (import.Values[0].Sensor, import.Values[0].Factor));
        Assert.Equal(["-", "欠測"], import.Missing);
    }

    [Fact]
    public void A_catalog_without_mappings_is_whole() => Assert.Empty(CatalogFiles.Load(_folder.Path).Imports);

    [Theory]
    [InlineData("encoding: shift_jis", "encoding: latin-1", 2, "not one of utf-8, shift_jis")]
    [InlineData("delimiter: tab", "delimiter: '||'", 3, "is not one character")]
    [InlineData("domain: river", "domain: lake", 4, "not in domains.yaml")]
    [InlineData("device: river-{code}-x", "device: river-{code", 5, "without its partner")]
    [InlineData("station: river-{code}", "station: river-9", 6, "is no station of domain river")]
    [InlineData("zone: Asia/Tokyo", "zone: Asia/Sendai", 7, "is not a time zone")]
    [InlineData(", zone: Asia/Tokyo", "", 7, "zone: is missing")]
    [InlineData("metric: stage", "metric: level", 8, "has no metric 'level'")]
    [InlineData("factor: 0.01}", "factor: 0.01}\n    - {column: other, metric: stage}", 8, "stands twice")]
    [InlineData("columns: [level, 水位]", "columns: [level, 水位], column: level", 9, "either 'column'")]
    [InlineData("name: gauges", "name: gauges\n  heading: false", 2, "names no columns")]
    [InlineData("name: gauges", "name: gauges\n  skip: 1", 2, "is not known here")]
    public void What_is_wrong_is_named_with_file_and_line(string old, string replacement, int line, string reason)
    {
        Assert.Contains(old, Valid, StringComparison.Ordinal);
        _folder.Write("imports.yaml", Valid.Replace(old, replacement, StringComparison.Ordinal));

        var refusal = Assert.Throws<CatalogException>(() => CatalogFiles.Load(_folder.Path));

        Assert.Equal(("imports.yaml", line), (refusal.File, refusal.Line));
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
    }
}

using Xunit;

namespace MiyagiSensing.Unit.Host.Catalog;

/// <summary>A small, valid catalog in a folder of its own, to be spoilt in one place by each test.</summary>
internal sealed class CatalogFolderFixture : IDisposable
{
    private static readonly Dictionary<string, string> Valid = new()
    {
        ["domains.yaml"] = """
            - id: river
              name: {ja: 河川, en: Rivers}
              kinds: {gauge: {ja: 水位計, en: Gauge}}
            - id: buoy
              name: {ja: ブイ, en: Buoys}
            """,
        ["municipalities.yaml"] = """
            - code: '04212'
              name: {ja: 登米市, en: Tome}
              latitude: 38.68584
              longitude: 141.2575
            """,
        ["metrics.yaml"] = """
            - domain: river
              name: stage
              title: {ja: 水位, en: Stage}
              unit: m
              displayUnit: m
              minimum: -10
              maximum: 500
              decimals: 2
              sentinels: [-999]
            - domain: buoy
              name: water_temp
              title: {ja: 水温, en: Water temperature}
              unit: Cel
              displayUnit: °C
            """,
        ["stations-river.yaml"] = """
            - id: river-1
              domain: river
              kind: gauge
              name: {ja: 北上川, en: Kitakami-gawa}
              municipality: '04212'
              latitude: 38.69015
              longitude: 141.29184
              thresholds:
                stage:
                  reporting: 9.2
                  danger: 9.45
                  flooding: 9.65
              source: a page
            - id: river-2
              domain: river
              kind: gauge
              name: {ja: 夏川, en: Natsu-kawa}
              municipality: '04212'
              latitude: 38.741356
              longitude: 141.20543
              thresholds:
                stage: {flooding: 8.36}
              fictional: true
            """,
        ["rules.yaml"] = """
            - id: stage-high
              name: {ja: 水位, en: Stage}
              kind: threshold
              domain: river
              metric: stage
              direction: above
              hysteresis: 0.05
              stationKinds: [gauge]
              levels:
                - name: danger
                  title: {ja: 危険水位, en: Danger level}
                  severity: 4
                  stationThreshold: danger
                - name: flooding
                  title: {ja: 氾濫開始水位, en: Start of flooding}
                  severity: 5
                  stationThreshold: flooding
              source: a page
            """,
    };

    public string Path { get; } = Directory.CreateTempSubdirectory("catalog-").FullName;

    public CatalogFolderFixture()
    {
        foreach (var (file, text) in Valid)
        {
            Write(file, text);
        }
    }

    public void Write(string file, string text) => File.WriteAllText(System.IO.Path.Combine(Path, file), text);

    public void Delete(string file) => File.Delete(System.IO.Path.Combine(Path, file));

    /// <summary>Replaces the first occurrence and returns the line, from 1, on which the replacement begins.</summary>
    public int Replace(string file, string old, string replacement)
    {
        var text = Valid[file];
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{old}' is not in {file}");
        Write(file, string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + old.Length)));
        return 1 + text.AsSpan(0, at).Count('\n');
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

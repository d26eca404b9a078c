using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Integration.TimeSeries;
using Xunit;

namespace MiyagiSensing.Integration.Bridges;

/// <summary>The register in the real platform: by command, by table, by REST, through a kill and a replay.</summary>
public sealed class BridgeCommandTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    private const string Heading = "管理番号,名称,区分,形式,市町村コード,緯度,経度,河川名,口径,橋長,径間数,架設年,観測所,出典";

    private static readonly Dictionary<string, string?> NoSettings = [];

    private readonly PlatformFixture _platform = platform;

    [Fact]
    public async Task The_register_from_made_up_to_real()
    {
        using var viewer = await Viewer.SignInAsync(_platform, Cancellation);
        await _platform.AddUserAsync("sato", "a long enough password", "infrastructure");
        await InspectCorrectAndRepairAsync(viewer);
        await ReplaceAsync(viewer);
        await ImportInspectionsAsync(viewer);

        await _platform.KillAsync();
        await _platform.Platform.StartAsync(Cancellation);
        // The catalog brings no made-up bridge back, and the real ones stay as they are.
        await Eventually.HoldsAsync("the register is as it was", async () => (await ListAsync(viewer, "")).GetProperty("registered").GetInt32() == 2, Cancellation);
        Assert.DoesNotContain("made up", await BridgeAsync("list"), StringComparison.Ordinal);
        Assert.EndsWith("equal", (await CommandAsync("projection", "verify", "bridges")).TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("differs", await CommandAsync("projection", "audit"), StringComparison.Ordinal);
        await CommandAsync("projection", "rebuild", "bridges");
        Assert.Equal(2, (await ListAsync(viewer, "")).GetProperty("registered").GetInt32());
    }

    private async Task InspectCorrectAndRepairAsync(Viewer viewer)
    {
        await Eventually.HoldsAsync("the catalog's bridges are there", async () => (await ListAsync(viewer, "")).GetProperty("registered").GetInt32() == 102, Cancellation);
        var recorded = await BridgeAsync(
            "inspect", "bridge-wakuya", "--date", "2026-06-01", "--inspector", "東北点検", "--method", "drone", "--grade", "hanger=III:rust at the brace", "--grade", "pipe=I", "--photo", "a.jpg", "--by", "sato");
        var inspection = recorded.Trim().Split(' ')[^1];
        await RefusedAsync("already, as " + inspection, "inspect", "bridge-wakuya", "--date", "2026-06-01", "--inspector", "東北点検", "--method", "drone", "--grade", "pipe=I");
        await RefusedAsync("'telepathy' is none of", "inspect", "bridge-wakuya", "--date", "2026-06-02", "--inspector", "x", "--method", "telepathy", "--grade", "pipe=I");
        await RefusedAsync("no bridge 'nowhere'", "inspect", "nowhere", "--date", "2026-06-02", "--inspector", "x", "--method", "drone", "--grade", "pipe=I");
        await RefusedAsync("not both", "correct", "bridge-wakuya", inspection, "--reason", "x");
        await BridgeAsync("correct", "bridge-wakuya", inspection, "--reason", "the photograph shows less", "--grade", "hanger=II", "--grade", "pipe=I");
        await BridgeAsync("repair", "bridge-wakuya", "--date", "2026-07-01", "--firm", "Tohoku Works", "--part", "hanger", "--work", "painted", "--inspection", inspection);

        await Eventually.HoldsAsync("the repair is seen", async () => (await BridgeAsync("show", "bridge-wakuya")).Contains("painted", StringComparison.Ordinal), Cancellation);
        var shown = await BridgeAsync("show", "bridge-wakuya");
        Assert.Contains("hanger: II since 2026-06-01; repaired 2026-07-01, not inspected since", shown, StringComparison.Ordinal);
        await CorrectRepairAsync(inspection, Regex.Match(shown, @"(r\d{8}-\w+) version 1, holds: repaired 2026-07-01").Groups[1].Value);
        shown = await BridgeAsync("show", "bridge-wakuya");
        Assert.Contains("version 2, holds", shown, StringComparison.Ordinal);
        Assert.Contains("rust at the brace", shown, StringComparison.Ordinal);
        Assert.Contains("user:sato", shown, StringComparison.Ordinal);
        Assert.Contains("1 of 102 inspected in the cycle 2023-04-01 to 2028-03-31", await BridgeAsync("list", "--on", "2026-12-01"), StringComparison.Ordinal);
        Assert.Contains("0 of 102 inspected in the cycle 2028-04-01 to 2033-03-31", await BridgeAsync("list", "--on", "2028-04-01"), StringComparison.Ordinal);
        Assert.DoesNotContain("bridge-wakuya", await BridgeAsync("list", "--known-on", "2026-06-02"), StringComparison.Ordinal);

        var dossier = await GetAsync(viewer, "bridges/bridge-wakuya");
        Assert.Equal(2, dossier.GetProperty("inspections").GetArrayLength());
        Assert.Equal([4, 3, 2, 1], dossier.GetProperty("repairs").EnumerateArray().Select(version => version.GetProperty("version").GetInt32()));
        Assert.Equal("I", dossier.GetProperty("overview").GetProperty("worstGrade").GetString());
        Assert.Equal(1, (await ListAsync(viewer, "?state=inspected&on=2026-12-01")).GetProperty("bridges").GetArrayLength());
        Assert.Equal(101, (await GetAsync(viewer, "bridges/due?on=2026-12-01")).GetProperty("bridges").GetArrayLength());
        Assert.Equal(0, (await GetAsync(viewer, "bridges/due?on=2026-12-01&by=2027-12-01")).GetProperty("bridges").GetArrayLength());
        Assert.Equal(101, (await GetAsync(viewer, "bridges/due?on=2033-04-01")).GetProperty("registered").GetInt32() - 1);
        Assert.Equal(HttpStatusCode.BadRequest, (await viewer.GetAsync("api/v1/bridges?state=well", Cancellation)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await viewer.GetAsync("api/v1/bridges/nowhere", Cancellation)).Status);
    }

    private async Task CorrectRepairAsync(string inspection, string repair)
    {
        await RefusedAsync("not both", "correct", "bridge-wakuya", repair, "--reason", "x");
        await RefusedAsync("not both", "correct", "bridge-wakuya", repair, "--reason", "x", "--void", "--work", "x");
        await RefusedAsync("is a repair; --inspector", "correct", "bridge-wakuya", repair, "--reason", "x", "--grade", "pipe=I");
        await RefusedAsync($"has no repair '{inspection}'; --firm", "correct", "bridge-wakuya", inspection, "--reason", "x", "--work", "x");
        await RefusedAsync("no inspection or repair 'r0'", "correct", "bridge-wakuya", "r0", "--reason", "x", "--void");
        await RefusedAsync("future", "correct", "bridge-wakuya", repair, "--reason", "x", "--date", "2999-01-01");
        await RefusedAsync("can't have asked", "correct", "bridge-wakuya", repair, "--reason", "x", "--date", "2026-05-31");
        Assert.Contains("corrected", await BridgeAsync("correct", "bridge-wakuya", repair, "--reason", "the firm's report says so", "--date", "2026-07-02", "--part", "pipe", "--by", "sato"), StringComparison.Ordinal);
        await Eventually.HoldsAsync(
            "another part was repaired",
            async () => (await BridgeAsync("show", "bridge-wakuya")).Contains("pipe: I since 2026-06-01; repaired 2026-07-02, not inspected since", StringComparison.Ordinal), Cancellation);
        Assert.Contains("taken back", await BridgeAsync("correct", "bridge-wakuya", repair, "--reason", "another bridge was meant", "--void"), StringComparison.Ordinal);
        await RefusedAsync("just that", "correct", "bridge-wakuya", repair, "--reason", "x", "--void");
        await RefusedAsync("--firm is missing", "correct", "bridge-wakuya", repair, "--reason", "x", "--date", "2026-07-02");
        await Eventually.HoldsAsync(
            "nothing was repaired", async () => (await BridgeAsync("show", "bridge-wakuya")).Contains("version 3, holds: there was no such repair (another bridge was meant)", StringComparison.Ordinal), Cancellation);
        Assert.DoesNotContain("not inspected since", await BridgeAsync("show", "bridge-wakuya"), StringComparison.Ordinal);
        await BridgeAsync(
            "correct", "bridge-wakuya", repair, "--reason", "it was meant", "--date", "2026-07-01", "--firm", "Tohoku Works", "--part", "hanger", "--work", "painted", "--inspection", inspection);
        await Eventually.HoldsAsync(
            "the hanger was repaired", async () => (await BridgeAsync("show", "bridge-wakuya")).Contains("hanger: II since 2026-06-01; repaired 2026-07-01", StringComparison.Ordinal), Cancellation);
    }

    private async Task ReplaceAsync(Viewer viewer)
    {
        var good = $"{Heading}\r\nb-1,鹿又水管橋,幹線,ランガー,04202,38.497,141.29,旧北上川,900,127,2,1987,pipe-bridge-kanomata,水道台帳\r\n";
        var file = await WriteAsync("register.csv", $"{good}b-2,=佐沼水管橋,特別,truss,4212,38.6,141.1,,300,38,1,,,\r\n", 932);
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => BridgeAsync("import", file));
        Assert.Contains("line 3: municipality '4212'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", refusal.Message, StringComparison.Ordinal);

        file = await WriteAsync("register.csv", $"{good}b-2,=佐沼水管橋,特別,truss,04212,38.6,141.1,,300,38,1,,,\r\n", 932);
        await RefusedAsync("watches bridge-kanomata", "import", file);
        Assert.Contains("2 new, 0 changed, 0 as they were, 102 leave, 0 others stay", await BridgeAsync("import", file, "--replace-fictional", "--dry-run"), StringComparison.Ordinal);
        Assert.Equal(102, (await ListAsync(viewer, "")).GetProperty("registered").GetInt32());
        Assert.Contains("read as Shift_JIS", await BridgeAsync("import", file, "--replace-fictional", "--by", "sato"), StringComparison.Ordinal);
        await Eventually.HoldsAsync("the real register holds", async () => (await ListAsync(viewer, "")).GetProperty("registered").GetInt32() == 2, Cancellation);
        Assert.Contains("0 new, 0 changed, 2 as they were, 0 leave, 0 others stay", await BridgeAsync("import", file, "--replace-fictional"), StringComparison.Ordinal);
        file = await WriteAsync("register.csv", $"{good}b-2,=佐沼水管橋,特別,truss,04212,38.6,141.1,,300,38,2,,,register\r\n", 65001);
        Assert.Contains("0 new, 1 changed, 1 as they were, 0 leave", await BridgeAsync("import", file), StringComparison.Ordinal);
        Assert.Contains("left the register", await BridgeAsync("show", "bridge-wakuya"), StringComparison.Ordinal);

        await Eventually.HoldsAsync("the change is seen", async () => (await BridgeAsync("show", "b-2")).Contains("2 spans", StringComparison.Ordinal), Cancellation);
        var (status, csv) = await viewer.GetAsync("api/v1/bridges?format=csv&on=2026-12-01", Cancellation);
        Assert.Equal(HttpStatusCode.OK, status);
        var lines = csv.TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("id,name_ja,", lines[0], StringComparison.Ordinal);
        Assert.Equal("b-1,鹿又水管橋,鹿又水管橋,trunk,langer,04202,38.497,141.29,旧北上川,旧北上川,900,127,2,1987,pipe-bridge-kanomata,水道台帳,false,due,,2028-03-31,0,,", lines[1]);
        Assert.StartsWith("b-2,'=佐沼水管橋,", lines[2], StringComparison.Ordinal);
    }

    private async Task ImportInspectionsAsync(Viewer viewer)
    {
        var file = await WriteAsync(
            "inspections.csv",
            "管理番号,点検日,点検者,点検方法,管体,吊材,吊材所見\r\nb-1,2026/8/1,東北点検,近接目視,Ⅰ,Ⅲ,さび\r\nb-9,2026/8/1,東北点検,目視,Ⅰ,,\r\nb-2,2026/8/2,東北点検,目視,5,,\r\nb-2,2026/8/3,東北点検,目視,2,,\r\n", 932);
        await PartlyAsync("2 recorded, 0 were recorded already, 2 refused; nothing was changed", file, "--dry-run");
        await PartlyAsync("2 recorded, 0 were recorded already, 2 refused", file);
        await PartlyAsync("0 recorded, 2 were recorded already, 2 refused", file);

        file = await WriteAsync("inspections.csv", "bridge,date,inspector,method,pipe,hanger,hanger_finding\nb-1,2026-08-01,東北点検,close-visual,I,II,さび\n", 65001);
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => BridgeAsync("import-inspections", file));
        Assert.Contains("says otherwise", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("1 recorded", await BridgeAsync("import-inspections", file, "--correct", "misread"), StringComparison.Ordinal);
        await Eventually.HoldsAsync(
            "both are inspected, one corrected",
            async () => (await ListAsync(viewer, "?on=2026-12-01")).GetProperty("inspected").GetInt32() == 2 && (await ListAsync(viewer, "?on=2026-12-01&grade=II")).GetProperty("bridges").GetArrayLength() == 2,
            Cancellation);
    }

    private async Task PartlyAsync(string expected, params string[] arguments)
    {
        var end = await Assert.ThrowsAsync<InvalidOperationException>(() => BridgeAsync(["import-inspections", .. arguments]));
        Assert.Contains(expected, end.Message, StringComparison.Ordinal);
        Assert.Contains("line 3: There is no bridge 'b-9'", end.Message, StringComparison.Ordinal);
        Assert.Contains("line 4: pipe '5' is none of", end.Message, StringComparison.Ordinal);
    }

    private async Task RefusedAsync(string because, params string[] arguments) =>
        Assert.Contains(because, (await Assert.ThrowsAsync<InvalidOperationException>(() => BridgeAsync(arguments))).Message, StringComparison.Ordinal);

    private Task<string> BridgeAsync(params string[] arguments) => CommandAsync(["bridge", .. arguments]);

    private Task<string> CommandAsync(params string[] arguments) => _platform.Platform.CommandAsync(arguments, NoSettings, Cancellation);

    private static Task<JsonElement> ListAsync(Viewer viewer, string query) => GetAsync(viewer, $"bridges{query}");

    private static async Task<JsonElement> GetAsync(Viewer viewer, string path)
    {
        var (status, body) = await viewer.GetAsync($"api/v1/{path}", Cancellation);
        Assert.True(status == HttpStatusCode.OK, string.Create(CultureInfo.InvariantCulture, $"{path}: {status} {body}"));
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    private async Task<string> WriteAsync(string name, string text, int codePage)
    {
        var file = Path.Combine(_platform.Platform.DataFolder, name);
        await File.WriteAllTextAsync(file, text, codePage == 65001 ? new UTF8Encoding(false) : CodePagesEncodingProvider.Instance.GetEncoding(codePage)!, Cancellation);
        return file;
    }
}

using System.Text;
using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.Backup;

/// <summary>The restore drill, by the verbs that an operator gives, and what must be refused.</summary>
public sealed class RestoreTests(BackedUpPlatform platform) : IClassFixture<BackedUpPlatform>
{
    private readonly MiyagiCommand _miyagi = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_before_the_backup_is_there_once_after_the_restore()
    {
        var data = Path.Combine(platform.Folder, "restored");
        await _miyagi.SucceedAsync(Cancellation, "restore", platform.File, "--keys", platform.KeysFile, "--data", data);
        Assert.Equal("a day of a river", await File.ReadAllTextAsync(Path.Combine(BackedUpPlatform.ArchiveOf(data), BackedUpPlatform.ArchivedFile), Cancellation));
        Assert.Equal(KeysOf(platform.Data), KeysOf(data));

        await using var up = await _miyagi.UpAsync(data, Cancellation);

        var store = new EventStoreProbe(MiyagiCommand.SettingOf(data, "MIYAGI_POSTGRES"));
        var points = new InfluxProbe(new Uri(MiyagiCommand.SettingOf(data, "MIYAGI_INFLUX_URL") + "/"), "miyagi");
        foreach (var (device, acknowledged) in platform.AcknowledgedBefore)
        {
            var stored = await store.InstantsAsync(device, Cancellation);
            Assert.Equal(acknowledged, stored.Take(acknowledged.Count));
            Assert.Equal(stored.Count, stored.Distinct().Count());
            await Eventually.HoldsAsync(
                $"InfluxDB has all of {device}", async () => stored.SequenceEqual(await points.InstantsAsync("river", device, "stage", Cancellation)), Cancellation);
        }

        Assert.Contains("; 0 wrong;", await _miyagi.SucceedAsync(Cancellation, "verify", "--data", data), StringComparison.Ordinal);
        Assert.Contains("\"status\":\"ready\"", (await _miyagi.SucceedAsync(Cancellation, "status", "--json", "--data", data)).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(await up.StopAsync());
    }

    [Fact]
    public async Task An_interrupted_restore_keeps_up_away_and_goes_on()
    {
        var data = Path.Combine(platform.Folder, "interrupted");
        await _miyagi.SucceedAsync(Cancellation, "restore", platform.File, "--data", data);
        // As if it had been killed just before its last step: the mark is still there, and a file of the archive is half written.
        var archived = Path.Combine(BackedUpPlatform.ArchiveOf(data), BackedUpPlatform.ArchivedFile);
        await File.WriteAllTextAsync(archived, "a day", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(data, "restoring"), await ManifestHashAsync(), Cancellation);

        var up = await _miyagi.RunAsync(Cancellation, "up", "--data", data);
        var again = await _miyagi.RunAsync(Cancellation, "restore", platform.File, "--data", data);

        Assert.NotEqual(0, up.ExitCode);
        Assert.Contains("was interrupted", up.Output, StringComparison.Ordinal);
        Assert.True(again.ExitCode == 0, again.Output);
        Assert.Contains("is there already", again.Output, StringComparison.Ordinal);
        Assert.Equal("a day of a river", await File.ReadAllTextAsync(archived, Cancellation));
        Assert.False(File.Exists(Path.Combine(data, "restoring")));
    }

    [Fact]
    public async Task A_restore_of_another_backup_does_not_go_on_where_this_one_was_interrupted()
    {
        var data = Directory.CreateDirectory(Path.Combine(platform.Folder, "other")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "restoring"), "of another backup", Cancellation);

        var (exitCode, output) = await _miyagi.RunAsync(Cancellation, "restore", platform.File, "--data", data);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("another backup", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PGDMP", "event-store.dump is damaged")]
    [InlineData("a day of a river", "archive/2026/river.segment is damaged")]
    [InlineData("\"position\"", "manifest.json is not as it was written")]
    public async Task One_altered_byte_is_refused_and_its_part_named(string near, string expected)
    {
        var bytes = await File.ReadAllBytesAsync(platform.File, Cancellation);
        bytes[bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(near)) + 3] ^= 1;

        await RefusedAsync(bytes, expected);
    }

    [Fact]
    public async Task A_backup_that_was_cut_off_is_refused() =>
        await RefusedAsync((await File.ReadAllBytesAsync(platform.File, Cancellation))[..^30_000], "cut off");

    [Fact]
    public async Task A_place_that_is_not_empty_is_refused_and_left_as_it_is()
    {
        var before = Directory.GetFileSystemEntries(platform.Data).Order();

        var (exitCode, output) = await _miyagi.RunAsync(Cancellation, "restore", platform.File, "--data", platform.Data);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("is not empty", output, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(platform.Data).Order());
    }

    [Fact]
    public async Task The_two_kinds_of_backup_are_not_taken_for_each_other()
    {
        var (exitCode, output) = await _miyagi.RunAsync(Cancellation, "restore", platform.KeysFile, "--data", Path.Combine(platform.Folder, "keys-only"));

        Assert.NotEqual(0, exitCode);
        Assert.Contains("no backup of the event store", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_existing_file_is_not_overwritten()
    {
        var before = await File.ReadAllBytesAsync(platform.File, Cancellation);

        var (exitCode, output) = await _miyagi.RunAsync(Cancellation, "backup", platform.File, "--data", platform.Data);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("exists", output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(platform.File, Cancellation));
    }

    [Fact]
    public void A_backup_is_its_owners_alone_and_leaves_nothing_beside_it()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.All([platform.File, platform.KeysFile], file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        }

        Assert.Equal([platform.File], Directory.GetFileSystemEntries(platform.Folder, "events.backup*"));
    }

    private static byte[] KeysOf(string data) => File.ReadAllBytes(Path.Combine(data, "platform", "keys", "key-store"));

    private async Task RefusedAsync(byte[] backup, string expected)
    {
        var file = Path.Combine(platform.Folder, $"damaged-{Guid.NewGuid():N}");
        var data = file + "-data";
        await File.WriteAllBytesAsync(file, backup, Cancellation);

        var (exitCode, output) = await _miyagi.RunAsync(Cancellation, "restore", file, "--data", data);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    private async Task<string> ManifestHashAsync()
    {
        await using var tar = await ServerProcess.RunAsync(["tar", "--extract", "--to-stdout", "--file", platform.File, "manifest.sha256"], "/", null, Cancellation);
        return tar.Output.Split(' ')[0];
    }
}

using System.Globalization;
using MiyagiSensing.Integration.Archive;
using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.Backup;

/// <summary>A backup has the archived days as they were archived, or there is none; one of an older build that lacks them is restored with files from elsewhere, or not at all.</summary>
public sealed class ArchivedBackupTests : IDisposable
{
    private readonly MiyagiCommand _miyagi = new();
    private readonly string _folder = TemporaryFolder.Create("archived-backup");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder, "data");

    private string Archive => BackedUpPlatform.ArchiveOf(Data);

    private string Backup => Path.Combine(_folder, "backup");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Missing_and_altered_files_are_named_before_anything_is_written_and_can_be_given()
    {
        await using (await _miyagi.UpAsync(Data, Cancellation))
        {
            await ArchiveAsync();
            var file = Directory.GetFiles(Archive, "*.archive").Single();
            await AlterAsync(file);
            await RefusedBackupAsync($"archive/{Path.GetFileName(file)} is missing or not what was archived");
            await AlterAsync(file);
            Directory.Move(Archive, Archive + ".away");
            await RefusedBackupAsync($"archive/{Path.GetFileName(file)}.json is missing or not what was archived");
            Assert.Contains("missing: " + Path.GetFileName(file), await _miyagi.SucceedAsync(Cancellation, "archive", "list", "--data", Data), StringComparison.Ordinal);
            Directory.Move(Archive + ".away", Archive);
            await _miyagi.SucceedAsync(Cancellation, "backup", Backup, "--data", Data);
        }

        var older = await MakeOlderBackupAsync();
        var restored = Path.Combine(_folder, "restored");
        var (exitCode, output) = await _miyagi.RunAsync(Cancellation, "restore", older, "--data", restored);
        Assert.Equal(1, exitCode);
        Assert.Contains(".archive is missing or not what was archived", output, StringComparison.Ordinal);
        Assert.Contains(".archive.json is missing or not what was archived", output, StringComparison.Ordinal);
        Assert.Contains("--archive FOLDER", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(restored));

        await _miyagi.SucceedAsync(Cancellation, "restore", older, "--archive", Archive, "--data", restored);
        Assert.All(Directory.GetFiles(Archive), file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(BackedUpPlatform.ArchiveOf(restored), Path.GetFileName(file)))));

        // As an older build left it: the events are there, the archive is not what they say, and the mark stays.
        await AlterAsync(Directory.GetFiles(BackedUpPlatform.ArchiveOf(restored), "*.archive").Single());
        await File.WriteAllTextAsync(Path.Combine(restored, "restoring"), await ShellAsync($"tar --extract --to-stdout --file={older} manifest.sha256 | cut -d ' ' -f 1"), Cancellation);
        Assert.Contains("is there already", await _miyagi.SucceedAsync(Cancellation, "restore", older, "--archive", Archive, "--data", restored), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(restored, "restoring")));
    }

    /// <summary>Puts a day of the past into the store and archives it, as soon as all projections have it.</summary>
    private async Task ArchiveAsync()
    {
        await ArchivedPlatformFixture.FillAsync(MiyagiCommand.SettingOf(Data, "MIYAGI_POSTGRES"), Cancellation);
        await _miyagi.SucceedAsync(Cancellation, "archive", "policy", "--keep", "--data", Data);
        var day = ArchivedPlatformFixture.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await Eventually.HoldsAsync(
            "the day is archived",
            async () =>
            {
                await _miyagi.RunAsync(Cancellation, "projection", "audit", "--data", Data);
                return (await _miyagi.RunAsync(Cancellation, "archive", "run", "--day", day, "--data", Data)).ExitCode == 0;
            },
            Cancellation,
            TimeSpan.FromMinutes(3));
    }

    private async Task RefusedBackupAsync(string expected)
    {
        var (exitCode, output) = await _miyagi.RunAsync(Cancellation, "backup", Backup, "--data", Data);

        Assert.Equal(1, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Contains("no backup was written", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder, "backup*"));
    }

    /// <summary>The backup as an older build made it while the file was away and its manifest was altered.</summary>
    private async Task<string> MakeOlderBackupAsync()
    {
        await ShellAsync(
            $"""
            mkdir {_folder}/parts && cd {_folder}/parts && tar --extract --file={Backup} && rm archive/*.archive && echo altered >>archive/*.json
            before=$(sed -n 's/.*archive.json", "bytes": [0-9]*, "sha256": "\([0-9a-f]*\)".*/\1/p' manifest.json)
            sed -i "s/$before/$(sha256sum archive/*.json | cut -d ' ' -f 1)/; /[.]archive\"/d" manifest.json
            sha256sum manifest.json >manifest.sha256 && tar --create --file={_folder}/older manifest.json manifest.sha256 event-store.dump archive/*.json
            """);
        return Path.Combine(_folder, "older");
    }

    private static async Task AlterAsync(string file)
    {
        var bytes = await File.ReadAllBytesAsync(file, Cancellation);
        bytes[10] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancellation);
    }

    private static async Task<string> ShellAsync(string script)
    {
        await using var shell = await ServerProcess.RunAsync(["bash", "-euc", script], "/", null, Cancellation);
        return shell.ExitCode == 0 ? shell.Output : throw new InvalidOperationException(shell.Output);
    }
}

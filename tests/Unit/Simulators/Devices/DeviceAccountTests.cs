using MiyagiSensing.Simulators.Devices;
using Xunit;

namespace MiyagiSensing.Unit.Simulators.Devices;

public sealed class DeviceAccountTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("miyagi-");

    private string FilePath => Path.Combine(_folder.FullName, "devices.csv");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_is_written_is_read_back()
    {
        DeviceAccount[] accounts = [DeviceAccount.Create("river-1-d1", "river", "river-1"), DeviceAccount.Create("buoy-tona-d1", "buoy", "buoy-tona")];

        DeviceAccount.WriteAll(FilePath, accounts);

        Assert.Equal(accounts, DeviceAccount.ReadAll(FilePath));
    }

    [Fact]
    public void Only_the_owner_can_read_the_file()
    {
        DeviceAccount.WriteAll(FilePath, [DeviceAccount.Create("river-1-d1", "river", "river-1")]);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public void A_file_that_others_could_read_is_replaced_by_one_that_they_cannot()
    {
        File.WriteAllText(FilePath, "old");
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        DeviceAccount.WriteAll(FilePath, [DeviceAccount.Create("river-1-d1", "river", "river-1")]);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public void Secrets_are_long_and_never_the_same()
    {
        var secrets = Enumerable.Range(0, 1_000).Select(_ => DeviceAccount.Create("d", "river", "s").Secret).ToList();

        Assert.Distinct(secrets);
        // 22 characters of base64 hold 128 bits.
        Assert.All(secrets, secret => Assert.True(secret.Length >= 22 && !secret.Contains(',')));
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace MiyagiSensing.Simulators.Devices;

/// <summary>A device with its secret, one line of the file that <c>device import</c> reads: id,domain,station,secret.</summary>
/// <param name="Device">Device id.</param>
/// <param name="Domain">Domain id.</param>
/// <param name="Station">Station id.</param>
/// <param name="Secret">Its password.</param>
public sealed record DeviceAccount(string Device, string Domain, string Station, string Secret)
{
    /// <summary>An account with a new secret of 144 bits.</summary>
    public static DeviceAccount Create(string device, string domain, string station) =>
        new(device, domain, station, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18)));

    /// <summary>Reads a file of accounts.</summary>
    public static IReadOnlyList<DeviceAccount> ReadAll(string file) =>
        [.. File.ReadLines(file).Where(line => line.Length > 0).Select(line => line.Split(',')).Select(fields => new DeviceAccount(fields[0], fields[1], fields[2], fields[3]))];

    /// <summary>Writes a file of accounts that only its owner can read.</summary>
    public static void WriteAll(string file, IEnumerable<DeviceAccount> accounts)
    {
        File.Delete(file);
        using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        foreach (var account in accounts)
        {
            stream.Write(Encoding.UTF8.GetBytes($"{account.Device},{account.Domain},{account.Station},{account.Secret}\n"));
        }
    }
}

using MiyagiSensing.Host.Configuration;

namespace MiyagiSensing.Host.Commands;

/// <summary>The file of <c>device import</c>: id,domain,station[,secret], UTF-8, one device a line. A secret may hold commas, since it is the last field.</summary>
internal static class DeviceFile
{
    /// <summary>Reads all lines; a heading line, blank lines and lines that begin with # are passed over.</summary>
    /// <exception cref="SettingsException">A line is wrong; the message has its number.</exception>
    public static IReadOnlyList<DeviceRegistration> Read(IReadOnlyList<string> lines)
    {
        List<DeviceRegistration> devices = [];
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Trim('\uFEFF', ' ', '\t');
            if (line.Length == 0 || line[0] == '#' || line.StartsWith("id,domain,station", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (line.Contains('"', StringComparison.Ordinal))
            {
                throw new SettingsException($"Line {i + 1} has quotes; write the fields without them. Ids need none, and a secret ends with the line.");
            }

            var fields = line.Split(',', 4);
            if (fields.Length < 3)
            {
                throw new SettingsException($"Line {i + 1}: '{fields[0]}' has {fields.Length} fields; a line is id,domain,station or id,domain,station,secret.");
            }

            devices.Add(new DeviceRegistration(
                fields[0].Trim(), fields[1].Trim(), fields[2].Trim(), fields.Length == 4 && fields[3].Trim() is { Length: > 0 } secret ? secret : null));
        }

        return devices.Count > 0 ? devices : throw new SettingsException("The file has no devices; a line is id,domain,station or id,domain,station,secret.");
    }
}

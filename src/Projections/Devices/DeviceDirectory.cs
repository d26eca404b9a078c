using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Projections.Engine;
using Npgsql;

namespace MiyagiSensing.Projections.Devices;

/// <summary>Who may connect, read from the projection's rows at each CONNECT.</summary>
internal sealed class DeviceDirectory(ProjectionDatabase database) : IDeviceDirectory
{
    public async Task<DeviceIdentity?> FindAsync(string device, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.Pages.CreateCommand(
                """
                select d.domain, d.revoked, s.secret, p.definition ->> 'district'
                from miyagi.devices d left join miyagi.device_secrets s on s.device = d.id left join miyagi.stations p on p.id = d.station where d.id = $1
                """);
            command.Parameters.Add(new NpgsqlParameter { Value = device });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            DeviceIdentity? found = null;
            List<SecretHash> secrets = [];
            while (await reader.ReadAsync(cancellationToken))
            {
                found ??= new DeviceIdentity(device, reader.GetString(0), secrets, reader.GetBoolean(1), reader.IsDBNull(3) ? null : reader.GetString(3));
                if (!reader.IsDBNull(2))
                {
                    secrets.Add(ProjectionJson.Deserialize<SecretHash>(reader.GetFieldValue<byte[]>(2)));
                }
            }

            return found;
        }
        catch (NpgsqlException exception)
        {
            throw new IOException("The device directory can't be read: " + exception.Message, exception);
        }
    }
}

using System.CommandLine;
using MiyagiSensing.Domain;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Host.Startup;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>device add | import | list | revoke</c>: devices and their credentials, as events; a running platform hears of them at once.</summary>
internal static class DeviceCommands
{
    public static Command Build() => new("device", "Devices and their credentials.") { Add(), Import(), List(), Revoke() };

    private static Command Add()
    {
        var id = new Argument<string>("id") { Description = "Device id: lower-case letters, digits, - and _." };
        var domain = new Option<string>("--domain") { Description = "A domain of the catalog, for example river.", Required = true };
        var station = new Option<string>("--station") { Description = "Where it is mounted; see station list.", Required = true };
        var secretFile = new Option<FileInfo?>("--secret-file") { Description = "Writes the secret into this file, readable by you alone, instead of showing it." };
        var command = new Command("add", "Registers a device, mounts it and issues a secret.") { id, domain, station, secretFile };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var registration = new DeviceRegistration(parse.GetRequiredValue(id), parse.GetRequiredValue(domain), parse.GetRequiredValue(station), Secret: null);
            var registered = await new DeviceBook(session, TimeProvider.System).RegisterAsync([registration], cancellationToken);
            await HandOverAsync(registered, parse.GetValue(secretFile), cancellationToken);
        });
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "CSV: id,domain,station[,secret], with or without a heading line." };
        var secretFile = new Option<FileInfo?>("--secret-file") { Description = "Writes the generated secrets into this file, readable by you alone, instead of showing them." };
        var command = new Command("import", "Registers all devices of a file, or none when one of them is wrong. Lines without a secret get one.") { file, secretFile };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var registrations = DeviceFile.Read(await File.ReadAllLinesAsync(parse.GetRequiredValue(file).FullName, cancellationToken));
            await using var session = StoreSession.Open();
            var registered = await new DeviceBook(session, TimeProvider.System).RegisterAsync(registrations, cancellationToken);
            await HandOverAsync([.. registered.Where(device => device.Secret is not null)], parse.GetValue(secretFile), cancellationToken);
            await Console.Error.WriteLineAsync($"{registered.Count} devices registered.");
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "One device a line: id, domain, station, state, last heard of.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            await foreach (var line in new DeviceBook(session, TimeProvider.System).ListAsync(cancellationToken))
            {
                Console.WriteLine(line);
            }
        });
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("id") { Description = "Device id." };
        var command = new Command("revoke", "Withdraws all credentials of a device; it can't connect any more.") { id };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var device = parse.GetRequiredValue(id);
            if (!Identifier.IsValid(device))
            {
                throw new SettingsException($"'{device}' is not a device id.");
            }

            await using var session = StoreSession.Open();
            await new DeviceBook(session, TimeProvider.System).RevokeAsync(device, cancellationToken);
            Console.WriteLine($"{device} revoked");
        });
        return command;
    }

    private static async Task HandOverAsync(IReadOnlyList<RegisteredDevice> devices, FileInfo? file, CancellationToken cancellationToken)
    {
        if (devices.Count == 0)
        {
            return;
        }

        var lines = string.Concat(devices.Select(device => $"{device.Device}\t{device.Secret}\n"));
        if (file is null)
        {
            Console.Write(lines);
            await Console.Error.WriteLineAsync("Secrets are shown this once; only their hashes are stored.");
        }
        else
        {
            await OwnerOnlyFile.WriteAsync(file.FullName, lines, cancellationToken);
            await Console.Error.WriteLineAsync($"Secrets written to {file.FullName}, readable by you alone.");
        }
    }
}

using System.CommandLine;
using MiyagiSensing.Host.Catalog;
using MiyagiSensing.Host.Configuration;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>serve</c>: the platform itself, until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Build()
    {
        var command = new Command("serve", "Runs the platform until SIGTERM or Ctrl-C.");
        command.SetAction(async (_, cancellationToken) =>
        {
            var settings = PlatformSettings.Read(Environment.GetEnvironmentVariable);
            await using var app = PlatformApplication.Build(settings, CatalogFiles.Load(settings.CatalogFolder));
            await app.RunAsync(cancellationToken);
        });
        return command;
    }
}

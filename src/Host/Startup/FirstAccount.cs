using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Host.Commands;

namespace MiyagiSensing.Host.Startup;

/// <summary>Makes the account <c>admin</c> on a platform that has none, so that somebody can sign in.</summary>
internal static class FirstAccount
{
    /// <summary>Name of the file, in the data folder, that holds the password.</summary>
    public const string FileName = "admin-password";

    /// <summary>Makes the account unless there is any; two processes that try at once make one.</summary>
    public static async Task EnsureAsync(IEventStore store, string dataFolder, TimeProvider clock, ILogger logger, CancellationToken cancellationToken)
    {
        await foreach (var _ in store.ReadStreamsAsync("user:", cancellationToken))
        {
            return;
        }

        var password = Accounts.GeneratePassword();
        var file = Path.Combine(dataFolder, FileName);
        Directory.CreateDirectory(dataFolder);
        await OwnerOnlyFile.WriteAsync(file, password + "\n", cancellationToken);
        await Accounts.AddAsync(store, "admin", password, ["admin"], "platform", clock, cancellationToken);
        HostLog.FirstAccountMade(logger, file);
    }
}
